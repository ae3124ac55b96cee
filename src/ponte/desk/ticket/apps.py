from pathlib import Path

from django.apps import AppConfig


class Ticket(AppConfig):
    name = "ponte.desk.ticket"
    label = "desk_ticket"

    def ready(self) -> None:
        from ponte.ui import scripts

        scripts.add_area("ticket", Path(self.path))
