"""What every page needs to know beside its own content."""

from __future__ import annotations

import json
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from markupsafe import Markup

THEME_COOKIE = "ponte_theme"
THEMES = ("light", "dark")


def theme(request: HttpRequest | None) -> str:
    """`light` or `dark`: chosen on this device, else by the person; empty to follow the system."""
    if not request:
        return ""
    chosen = theme_of_device(request) or getattr(getattr(request, "user", None), "theme", "")
    return chosen if chosen in THEMES else ""


def theme_of_device(request: HttpRequest) -> str:
    """What was chosen on this device. It stands in a cookie, so that no page flashes."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


@lru_cache(maxsize=1)
def htmx_config() -> Markup:
    """htmx without eval, without its own style element; 422 shows the form that came back."""
    config = {
        "allowEval": False,
        "includeIndicatorStyles": False,
        "includeAspNetScript": False,
        "selfRequestsOnly": True,
        "allowScriptTags": False,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "defaultSettleDelay": 0,
        "scrollIntoViewOnBoost": False,
        "timeout": 30000,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
    return Markup(json.dumps(config))  # noqa: S704 (our own words)


def live_url() -> str:
    """Where the live feed is; the door answers it outside Django."""
    return "/live"


def palette_url() -> str:
    """Where the palette asks, if a door has opened it under the name `search:palette`."""
    try:
        return reverse("search:palette")
    except NoReverseMatch:
        return ""


def tokens(request: HttpRequest) -> dict[str, object]:
    """`csrf_token` and `csrf_input`, made once a page and only when one is used; Django makes one for each use."""
    token = SimpleLazyObject(lambda: get_token(request))
    field = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')
    return {"csrf_token": token, "csrf_input": SimpleLazyObject(lambda: field.format(token))}
