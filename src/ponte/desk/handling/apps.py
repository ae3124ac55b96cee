from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Handling(AppConfig):
    name = "ponte.desk.handling"
    label = "desk_handling"

    def ready(self) -> None:
        from ponte.desk.guarding import can
        from ponte.desk.handling import checklists, handing, later, linking, merging, timing
        from ponte.desk.ticket import belongings
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
        theirs = "draft ON draft.id = {0}.draft_id WHERE draft.ticket_id = %(ticket)s"
        for name, asked in [
            ("links", "links_link WHERE ticket_id = %(ticket)s OR other_id = %(ticket)s"),
            ("merges", "merges_merge WHERE undone_at IS NULL AND (ticket_id = %(ticket)s OR into_id = %(ticket)s)"),
            ("checklist", "checklists_checklistitem WHERE ticket_id = %(ticket)s"),
            ("kept", "checklists_checklisttemplate"),
            ("time", "timing_timeentry WHERE ticket_id = %(ticket)s"),
            ("later", f"later_laterreply later JOIN tickets_draft {theirs.format('later')}"),
            ("opened", f"handing_opendraft opened JOIN tickets_draft {theirs.format('opened')}"),
        ]:
            belongings.register(name, asked)
        arranges = can("manage_macros")
        navigation.register(
            "tickets", "checklists", _("Checklists"), "check-circle", "handling:checklists", arranges, order=60
        )
        navigation.register(
            "tickets", "ticket_templates", _("Ticket templates"), "form", "handling:templates", arranges, order=61
        )
