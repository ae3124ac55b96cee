from django.apps import AppConfig


class SavedViews(AppConfig):
    name = "ponte.tickets.saved_views"
    label = "saved_views"

    def ready(self) -> None:
        from ponte.tickets.saved_views import kinds, naming  # noqa: F401
