from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Escalations(AppConfig):
    name = "ponte.desk.escalations"
    label = "desk_escalations"

    def ready(self) -> None:
        from ponte.desk.escalations import board, strip
        from ponte.desk.guarding import can
        from ponte.desk.ticket import belongings, sections
        from ponte.ui import navigation

        navigation.register(
            "work", "escalations", _("Escalations"), "escalate", "escalations:board", count=board.number, order=6
        )
        navigation.register(
            "tickets",
            "escalation_paths",
            _("Escalation paths"),
            "escalate",
            "escalations:paths",
            can("manage_escalations"),
            order=40,
        )
        belongings.register("escalations", "escalating_escalation WHERE ticket_id = %(ticket)s")
        sections.register("menu", "escalate", "escalations/menu.html", strip.may_escalate, order=6)
        sections.register("strip", "escalation", "escalations/strip.html", strip.read, order=20)
