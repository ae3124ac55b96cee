from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class PoliciesAdministration(AppConfig):
    name = "ponte.desk.administration.policies"
    label = "policies_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register(
            "tickets", "policies", _("Policies"), "clock", "policies", can("manage_policies"), order=45
        )
