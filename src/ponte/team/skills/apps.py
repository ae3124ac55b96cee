from django.apps import AppConfig


class Skills(AppConfig):
    name = "ponte.team.skills"
    label = "skills"

    def ready(self) -> None:
        from ponte.team.skills import kinds, naming  # noqa: F401
