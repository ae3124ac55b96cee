from django.apps import AppConfig


class Customers(AppConfig):
    name = "ponte.customers"
    label = "customers"

    def ready(self) -> None:
        from ponte.customers import kinds, naming  # noqa: F401
