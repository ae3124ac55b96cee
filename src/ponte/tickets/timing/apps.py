from django.apps import AppConfig


class Timing(AppConfig):
    name = "ponte.tickets.timing"
    label = "timing"

    def ready(self) -> None:
        from ponte.tickets.timing import carrying, kinds  # noqa: F401
