from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class BrandsAdministration(AppConfig):
    name = "ponte.desk.administration.brands"
    label = "brands_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register("tickets", "brands", _("Brands"), "brand", "brands", can("manage_brands"), order=10)
