from django.apps import AppConfig


class Handling(AppConfig):
    name = "ponte.desk.handling"
    label = "desk_handling"

    def ready(self) -> None:
        from ponte.desk.ticket import sections
        from ponte.tickets.links import reading

        sections.register("menu", "handling", "handling/menu.html", order=10)
        sections.register(
            "context", "links", "handling/links.html", lambda ticket, agent: reading.groups(ticket, agent), order=30
        )
