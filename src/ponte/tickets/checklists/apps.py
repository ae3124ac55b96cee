from django.apps import AppConfig


class Checklists(AppConfig):
    name = "ponte.tickets.checklists"
    label = "checklists"

    def ready(self) -> None:
        from ponte.tickets.checklists import kinds, requiring  # noqa: F401
