"""The Jinja2 environment of every page: words in the reader's language, times in the reader's zone."""

from __future__ import annotations

from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse

from ponte.lib import clock
from ponte.ui import (
    attributes,
    components,
    files,
    languages,
    moments,
    navigation,
    page,
    people,
    phrases,
    quantities,
    scripts,
    shell,
    toasting,
    urgency,
)
from ponte.ui.icons import icon


def environment(made_by: type[jinja2.Environment] = jinja2.Environment, **options: Any) -> jinja2.Environment:
    """Make an environment; `ponte.ui.engine` calls it with the options of Django's Jinja2 backend."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options.setdefault("cache_size", 2000)
    made = made_by(**options, extensions=["jinja2.ext.i18n"])
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.globals.update(phrases.CALLABLES)
    made.globals.update(
        static=static,
        url=url,
        icon=icon,
        ui=components.Components(made),
        language=languages.reader,
        languages_offered=languages.offered,
        import_map=scripts.import_map,
        navigation=navigation,
        shells=shell.Shells(made),
        urgency=urgency,
        server_now=clock.now,
        module_addresses=scripts.module_addresses,
        theme=page.theme,
        htmx_config=page.htmx_config,
        live_url=page.live_url,
        palette_url=page.palette_url,
    )
    for module in (attributes, files, languages, moments, people, quantities, toasting):
        made.filters.update(module.FILTERS)
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
