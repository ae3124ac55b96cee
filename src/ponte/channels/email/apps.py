from django.apps import AppConfig


class Email(AppConfig):
    name = "ponte.channels.email"
    label = "email"

    def ready(self) -> None:
        from ponte.channels.email import acknowledging, kinds, naming, queueing  # noqa: F401
