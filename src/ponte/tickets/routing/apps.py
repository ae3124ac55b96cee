from django.apps import AppConfig


class Routing(AppConfig):
    name = "ponte.tickets.routing"
    label = "routing"

    def ready(self) -> None:
        from ponte.tickets.routing import hearing, kinds, naming  # noqa: F401
