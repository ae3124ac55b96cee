from django.apps import AppConfig


class Links(AppConfig):
    name = "ponte.tickets.links"
    label = "links"

    def ready(self) -> None:
        from ponte.tickets.links import family, kinds  # noqa: F401
