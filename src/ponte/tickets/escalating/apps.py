from django.apps import AppConfig


class Escalating(AppConfig):
    name = "ponte.tickets.escalating"
    label = "escalating"

    def ready(self) -> None:
        from ponte.tickets.escalating import carrying, kinds, naming  # noqa: F401
