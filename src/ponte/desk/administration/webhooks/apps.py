from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class WebhooksAdministration(AppConfig):
    name = "ponte.desk.administration.webhooks"
    label = "webhooks_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register("system", "webhooks", _("Webhooks"), "bolt", "webhooks", can("manage_webhooks"), order=60)
