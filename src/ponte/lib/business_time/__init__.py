"""Business time: hours of work in a time zone, and arithmetic over them."""

from ponte.lib.business_time.schedule import NeverOpen, Schedule
from ponte.lib.business_time.spans import Span
from ponte.lib.business_time.timeline import ALWAYS, BusinessTime, Timeline

__all__ = ["ALWAYS", "BusinessTime", "NeverOpen", "Schedule", "Span", "Timeline"]
