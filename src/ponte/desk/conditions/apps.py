from pathlib import Path

from django.apps import AppConfig


class Conditions(AppConfig):
    name = "ponte.desk.conditions"
    label = "desk_conditions"

    def ready(self) -> None:
        from ponte.ui import scripts

        scripts.add_area("conditions", Path(self.path))
