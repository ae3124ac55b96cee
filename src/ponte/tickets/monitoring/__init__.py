"""What stands in the queues right now, and how the day has gone: the figures of the queue monitor."""

from ponte.tickets.monitoring.flowing import Flow, flow
from ponte.tickets.monitoring.standing import Figures, Standing, standing

__all__ = ["Figures", "Flow", "Standing", "flow", "standing"]
