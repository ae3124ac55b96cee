from django.apps import AppConfig


class Email(AppConfig):
    name = "ponte.channels.email"
    label = "email"

    def ready(self) -> None:
        from ponte.channels.email import kinds, moving, naming  # noqa: F401
        from ponte.channels.email.outgoing import acknowledging, queueing  # noqa: F401
