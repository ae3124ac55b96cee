"""The Jinja2 environment of every page: words in the reader's language, times in the reader's zone."""

from __future__ import annotations

from functools import lru_cache
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

SOME = 715_200_300  # no route of ours has such a number in it


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
    if kwargs or not all(type(each) is int and each >= 0 for each in args):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return _pattern(name, len(args)).format(*args)


@lru_cache(maxsize=1024)
def _pattern(name: str, numbers: int) -> str:
    """The address of a route that takes numbers, with their places: asking Django for each costs 10 µs."""
    stand_ins = [SOME + place for place in range(numbers)]
    address = reverse(name, args=stand_ins or None).replace("{", "{{").replace("}", "}}")
    for place, stand_in in enumerate(stand_ins):
        address = address.replace(str(stand_in), f"{{{place}}}")
    return address
