from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Customer(AppConfig):
    name = "ponte.desk.customer"
    label = "desk_customer"

    def ready(self) -> None:
        from ponte.ui import navigation

        navigation.register("work", "customers", _("Customers"), "users", "customer:index", order=10, tab=True)
        navigation.register(
            "work", "organisations", _("Organisations"), "building", "customer:organisations", order=20
        )
