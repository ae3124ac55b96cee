from django.apps import AppConfig


class Later(AppConfig):
    name = "ponte.tickets.later"
    label = "later"

    def ready(self) -> None:
        from ponte.tickets.later import kinds  # noqa: F401
