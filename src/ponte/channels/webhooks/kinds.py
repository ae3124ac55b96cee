"""Events of webhooks. None of them is told by webhooks: an endpoint would hear of itself."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("webhook.created", _("%(actor)s added the webhook %(name)s"), {"name": str}, webhooks=False),
    Kind(
        "webhook.changed",
        _("%(actor)s changed %(field)s of the webhook %(subject)s"),
        {"field": str},
        refers={"field": "webhook_field"},
        webhooks=False,
    ),
    Kind("webhook.deleted", _("%(actor)s deleted the webhook %(name)s"), {"name": str}, webhooks=False),
    Kind(
        "webhook.suspended",
        _("The webhook %(subject)s is suspended: %(reason)s"),
        {"reason": str},
        refers={"reason": "webhook_suspension"},
        webhooks=False,
    ),
    Kind("webhook.resumed", _("%(actor)s took the webhook %(subject)s up again"), webhooks=False),
    Kind("webhook.secret_rotated", _("%(actor)s gave the webhook %(subject)s a new secret"), webhooks=False),
    Kind(
        "webhook.replayed",
        _("%(actor)s sends the webhook %(subject)s once more what happened from %(since)s to %(until)s"),
        {"since": str, "until": str},
        webhooks=False,
    ),
)
