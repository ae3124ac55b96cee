from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class TokensArea(AppConfig):
    name = "ponte.desk.tokens"
    label = "desk_tokens"

    def ready(self) -> None:
        navigation.register("account", "tokens", _("API tokens"), "key", "tokens", order=40)
