from django.apps import AppConfig


class Handling(AppConfig):
    name = "ponte.desk.handling"
    label = "desk_handling"

    def ready(self) -> None:
        from ponte.desk.handling import merging
        from ponte.desk.ticket import sections
        from ponte.tickets.links import reading

        sections.register("menu", "handling", "handling/menu.html", order=10)
        sections.register(
            "context", "links", "handling/links.html", lambda ticket, agent: reading.groups(ticket, agent), order=30
        )
        sections.register("context", "merges", "handling/merges.html", merging.beside, order=31)
        sections.register(
            "thread",
            "merged",
            "handling/merged.html",
            lambda ticket, agent: merging.beside(ticket, agent) if ticket.is_closed else None,
            order=10,
        )
