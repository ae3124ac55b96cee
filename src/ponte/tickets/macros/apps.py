from django.apps import AppConfig


class Macros(AppConfig):
    name = "ponte.tickets.macros"
    label = "macros"

    def ready(self) -> None:
        from ponte.tickets.macros import (
            kinds,  # noqa: F401
            naming,  # noqa: F401
        )
