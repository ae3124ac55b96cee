from django.apps import AppConfig


class Api(AppConfig):
    name = "ponte.api"
    label = "api"

    def ready(self) -> None:
        from ponte.api.webhooks import telling
        from ponte.channels.webhooks import representing

        representing.register(telling.tell)
