from django.apps import AppConfig


class FollowingUp(AppConfig):
    name = "ponte.tickets.following_up"
    label = "following_up"

    def ready(self) -> None:
        from ponte.tickets.following_up import carrying, fields, kinds, naming  # noqa: F401
