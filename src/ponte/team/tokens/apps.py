from django.apps import AppConfig


class Tokens(AppConfig):
    name = "ponte.team.tokens"
    label = "tokens"

    def ready(self) -> None:
        from ponte.team.tokens import kinds, naming  # noqa: F401
