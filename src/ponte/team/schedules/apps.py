from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Schedules(AppConfig):
    name = "ponte.team.schedules"
    label = "schedules"

    def ready(self) -> None:
        from ponte.team.schedules import (
            defaults,
            kinds,  # noqa: F401
            naming,  # noqa: F401
        )

        post_migrate.connect(defaults.ensure, sender=self)
