from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class MailAdministration(AppConfig):
    name = "ponte.desk.administration.mail"
    label = "mail_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        reads = can("read_mail")
        for key, words, icon, order in (
            ("mailboxes", _("Mailboxes"), "mailbox", 10),
            ("received_mail", _("Received mail"), "inbox", 20),
            ("sent_mail", _("Sent mail"), "outbox", 30),
        ):
            navigation.register("channels", key, words, icon, key, reads, order=order)
        blocks = can("block_senders")
        navigation.register(
            "channels", "blocked_senders", _("Blocked senders"), "block", "blocked_senders", blocks, order=40
        )
