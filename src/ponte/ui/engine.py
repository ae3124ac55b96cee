"""Django's Jinja2 backend with an environment a language, whose words are compiled into the templates."""

from __future__ import annotations

import copy
from typing import Any

from django.template.backends import jinja2

from ponte.ui.folding import Folded
from ponte.ui.phrases import language


class Jinja2(jinja2.Jinja2):
    """`env` knows no language (tests and tools use it); pages are drawn by the one of their reader."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._given = copy.deepcopy(params)
        self._spoken: dict[str, Jinja2] = {}
        super().__init__(params)

    def get_template(self, template_name: str) -> Any:
        """The template in the reader's language.

        Raises:
            TemplateDoesNotExist: there is none of this name.
        """
        spoken = language()
        if spoken not in self._spoken:
            self._spoken[spoken] = self._for(spoken)
        return super(Jinja2, self._spoken[spoken]).get_template(template_name)

    def _for(self, spoken: str) -> Jinja2:
        given = copy.deepcopy(self._given)
        given["OPTIONS"]["made_by"] = type(f"Folded_{spoken}", (Folded,), {"spoken": spoken})
        return Jinja2(given)
