from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Handling(AppConfig):
    name = "ponte.desk.handling"
    label = "desk_handling"

    def ready(self) -> None:
        from ponte.desk.guarding import can
        from ponte.desk.handling import checklists, handing, later, linking, merging, timing
        from ponte.desk.ticket.sections import register
        from ponte.ui import navigation, scripts

        scripts.add_area("handling", Path(self.path))
        register("menu", "handling", "handling/menu.html", order=10)
        register("context", "checklist", "handling/checklist.html", checklists.beside, order=20)
        register("context", "links", "handling/links.html", linking.beside, order=30)
        register("context", "merges", "handling/merges.html", merging.beside, order=31)
        register("context", "time", "handling/time.html", timing.beside, order=60)
        register("thread", "merged", "handling/merged.html", merging.of_closed, order=10)
        register("thread", "later", "handling/later.html", later.waiting_on, order=20)
        register("thread", "opened", "handling/opened.html", handing.opened_on, order=30)
        arranges = can("manage_macros")
        navigation.register(
            "tickets", "checklists", _("Checklists"), "check-circle", "handling:checklists", arranges, order=60
        )
        navigation.register(
            "tickets", "ticket_templates", _("Ticket templates"), "form", "handling:templates", arranges, order=61
        )
