from django.apps import AppConfig


class Later(AppConfig):
    name = "ponte.tickets.later"
    label = "later"

    def ready(self) -> None:
        from ponte.tickets.later import carrying, kinds  # noqa: F401
