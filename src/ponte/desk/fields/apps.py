from pathlib import Path

from django.apps import AppConfig


class Fields(AppConfig):
    name = "ponte.desk.fields"
    label = "desk_fields"

    def ready(self) -> None:
        from ponte.desk.fields import beside
        from ponte.desk.ticket.sections import register
        from ponte.ui import scripts

        scripts.add_area("fields", Path(self.path))
        register("context", "fields", "fields/beside.html", beside.read, order=5)
