from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Attention(AppConfig):
    name = "ponte.desk.attention"
    label = "desk_attention"

    def ready(self) -> None:
        from ponte.desk.attention import listing, strip
        from ponte.desk.guarding import can
        from ponte.desk.ticket import belongings, sections
        from ponte.ui import navigation

        navigation.register(
            "work",
            "attention",
            _("Needs attention"),
            "alert",
            "attention:index",
            can("see_attention"),
            count=listing.number,
            tone="attention",
            order=5,
        )
        belongings.register("findings", "watching_finding WHERE ticket_id = %(ticket)s")
        sections.register("strip", "findings", "attention/strip.html", strip.read, order=30)
