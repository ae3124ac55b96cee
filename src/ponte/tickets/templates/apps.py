from django.apps import AppConfig


class Templates(AppConfig):
    name = "ponte.tickets.templates"
    label = "ticket_templates"

    def ready(self) -> None:
        from ponte.tickets.templates import kinds  # noqa: F401
