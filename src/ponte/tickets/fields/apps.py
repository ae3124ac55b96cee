from django.apps import AppConfig


class Fields(AppConfig):
    name = "ponte.tickets.fields"
    label = "ticket_fields"

    def ready(self) -> None:
        from ponte.tickets.fields import asking, carrying, kinds, naming, requiring, showing  # noqa: F401
