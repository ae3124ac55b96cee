from django.apps import AppConfig


class Watching(AppConfig):
    name = "ponte.tickets.watching"
    label = "watching"

    def ready(self) -> None:
        from ponte.tickets.watching import hearing, kinds, naming  # noqa: F401
