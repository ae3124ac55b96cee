from django.apps import AppConfig


class Notices(AppConfig):
    name = "ponte.channels.notices"
    label = "notices"

    def ready(self) -> None:
        from ponte.channels.notices import counted, hearing, kinds, merged, naming  # noqa: F401
