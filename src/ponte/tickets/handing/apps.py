from django.apps import AppConfig


class Handing(AppConfig):
    name = "ponte.tickets.handing"
    label = "handing"

    def ready(self) -> None:
        from ponte.tickets.handing import kinds  # noqa: F401
