from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class TagsAdministration(AppConfig):
    name = "ponte.desk.administration.tags"
    label = "tags_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register("tickets", "tags", _("Tags"), "tag", "tags", can("manage_tags"), order=30)
