"""A browser's long name in two words that people know."""

from __future__ import annotations

from django.utils.translation import gettext as _

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
PHONES = {"iPhone", "iPad", "Android"}


def device_of(user_agent: str) -> tuple[str, str]:
    """(words, icon) for a user agent, such as ("Firefox on Linux", "laptop")."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    device = next((name for mark, name in _DEVICES if mark in user_agent), "")
    icon = "device" if device in PHONES else "laptop"
    if browser and device:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": device}, icon
    return browser or device or _("A program that does not say its name"), icon
