from django.apps import AppConfig


class Merges(AppConfig):
    name = "ponte.tickets.merges"
    label = "merges"

    def ready(self) -> None:
        from ponte.tickets.merges import carriers, kinds  # noqa: F401
