"""The events of settings of notices. Notices themselves are no events: the journal has what they tell of."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind(
        "notices.preference_changed",
        _("%(actor)s changed how %(subject)s hears of “%(sort)s”"),
        {"sort": str, "app": bool, "mail": str, "push": bool},
        refers={"sort": "notice_sort"},
        webhooks=False,
    ),
    Kind(
        "notices.default_changed",
        _("%(actor)s changed how people hear of “%(sort)s” unless they choose otherwise"),
        {"sort": str, "app": bool, "mail": str, "push": bool},
        refers={"sort": "notice_sort"},
        webhooks=False,
    ),
    Kind(
        "notices.setting_changed",
        _("%(actor)s changed %(field)s of the notifications of %(subject)s"),
        {"field": str, "old": (str, bool), "new": (str, bool)},
        refers={"field": "notice_setting"},
        webhooks=False,
    ),
    Kind(
        "notices.browser_added",
        _("%(actor)s lets a browser show notifications: %(name)s"),
        {"name": str},
        webhooks=False,
    ),
    Kind(
        "notices.browser_removed",
        _("%(actor)s no longer lets a browser show notifications: %(name)s"),
        {"name": str},
        webhooks=False,
    ),
)
