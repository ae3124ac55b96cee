from django.apps import AppConfig


class Bulk(AppConfig):
    name = "ponte.tickets.bulk"
    label = "bulk"

    def ready(self) -> None:
        from ponte.tickets.bulk import escalations, further, joining, kinds, naming  # noqa: F401
