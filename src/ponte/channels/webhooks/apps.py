from django.apps import AppConfig


class Webhooks(AppConfig):
    name = "ponte.channels.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from ponte.channels.webhooks import kinds, naming, queueing, warning  # noqa: F401
