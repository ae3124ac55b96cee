from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Inbox(AppConfig):
    name = "ponte.desk.inbox"
    label = "desk_inbox"

    def ready(self) -> None:
        from ponte.desk.inbox import side
        from ponte.desk.inbox.numbers import number_of
        from ponte.tickets.queues import Queue
        from ponte.ui import navigation, scripts

        scripts.add_area("inbox", Path(self.path))
        side.register()

        for place, (queue, label, icon, tab) in enumerate(
            [
                (Queue.MINE, _("Mine"), "user", True),
                (Queue.TEAM, _("My teams"), "inbox", True),
                (Queue.UNASSIGNED, _("Unassigned"), "unassigned", False),
                (Queue.FOLLOWING, _("Following"), "social", False),
                (Queue.ALL, _("All unsolved"), "users", False),
                (Queue.PENDING, _("Pending"), "clock", False),
                (Queue.SNOOZED, _("Snoozed"), "snooze", False),
                (Queue.SOLVED, _("Solved"), "check", False),
                (Queue.CLOSED, _("Closed"), "archive", False),
                (Queue.SPAM, _("Spam"), "spam", False),
            ]
        ):
            navigation.register(
                "inbox",
                f"inbox.{queue}",
                label,
                icon,
                f"inbox:{queue}",
                count=number_of(queue),
                order=10 + place,
                tab=tab,
            )
