"""Arrivals and solutions by the hour, as SVG: bars upwards for what came, downwards for what was solved."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from markupsafe import Markup

from ponte.tickets.monitoring import Flow
from ponte.ui.moments import clock_time

WIDTH, HALF, FOOT = 240, 44, 14
HOURS = 25  # the longest day
STEP = WIDTH / HOURS


def flow_chart(flow: Flow) -> Markup:
    """The day so far; each hour says its two numbers. Colours come by class, so it follows the scheme."""
    most = max([1, *flow.created, *flow.solved])
    depth = round(HALF * max(flow.solved, default=0) / most, 2) or 2
    bars = Markup("")
    for hour, (created, solved) in enumerate(zip(flow.created, flow.solved, strict=True)):
        if not created and not solved:
            continue
        left = round(hour * STEP + 1, 2)
        up, down = round(HALF * created / most, 2), round(HALF * solved / most, 2)
        said = _("%(hour)s: %(created)s came in, %(solved)s solved") % {
            "hour": clock_time(flow.since + timedelta(hours=hour)), "created": created, "solved": solved,
        }  # fmt: skip
        bars += Markup(
            '<g><title>{}</title><rect class="in" x="{}" y="{}" width="{}" height="{}"></rect>'
            '<rect class="out" x="{}" y="{}" width="{}" height="{}"></rect></g>'
        ).format(said, left, round(HALF - up, 2), STEP - 2, up, left, HALF + 1, STEP - 2, down)
    ticks = Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(
            round(hour * STEP, 2), HALF + depth + FOOT, anchor, clock_time(flow.since + timedelta(hours=hour))
        )
        for hour, anchor in ((0, "start"), (6, "middle"), (12, "middle"), (18, "middle"))
    )
    name = _("By the hour: %(created)s came in, %(solved)s solved") % {
        "created": sum(flow.created), "solved": sum(flow.solved),
    }  # fmt: skip
    return Markup(
        '<svg class="flow-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<line class="zero" x1="0" x2="{}" y1="{}" y2="{}"></line>{}</svg>'
    ).format(WIDTH, HALF + depth + FOOT + 3, name, bars, WIDTH, HALF + 0.5, HALF + 0.5, ticks)
