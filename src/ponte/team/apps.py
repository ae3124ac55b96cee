from django.apps import AppConfig


class TeamRoom(AppConfig):
    name = "ponte.team"
    label = "team"

    def ready(self) -> None:
        from ponte.team import kinds, naming  # noqa: F401
