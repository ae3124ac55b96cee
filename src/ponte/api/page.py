"""The specification as a page, for whoever is signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.api.describing import areas
from ponte.api.specification import document
from ponte.team.tokens.scopes import Scope


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, bodies and answers."""
    described = document()
    given = {
        "areas": areas(described),
        "address": settings.PUBLIC_URL,
        "rate": settings.API_RATE,
        "problems": problems(),
        "scopes": Scope.choices,
    }
    return render(request, "api/docs.html", given)


def problems() -> list[tuple[int, str, str]]:
    """Every code of a problem, with when it comes."""
    return [
        (400, "malformed", _("The body is not JSON, or not what its type says.")),
        (401, "unauthorised", _("No token, or one that is unknown, revoked or expired.")),
        (403, "scope-missing", _("The token lacks the scope that the operation needs.")),
        (403, "forbidden", _("The role of the token's owner does not allow it.")),
        (403, "second-step-missing", _("The owner must set up two-step sign-in first.")),
        (404, "not-found", _("There is no such thing, or the owner may not see it.")),
        (405, "method-not-allowed", _("The address does not take this method.")),
        (409, "closed-ticket", _("The ticket is closed for good.")),
        (409, "not-solvable", _("Something must be done before the ticket is solved; anyway passes what is soft.")),
        (409, "entered-already", _("A message with this external_id is here already.")),
        (409, "address-taken", _("The address belongs to another customer.")),
        (409, "too-late", _("The message has left already.")),
        (409, "not-mergeable", _("The two customers cannot be merged.")),
        (409, "still-working", _("The same request is still being done.")),
        (409, "conflict", _("Somebody else was quicker.")),
        (409, "escalated-already", _("Somebody is asked already; their answer comes first.")),
        (409, "one-waits", _("A scheduled reply of the same agent waits on the ticket already.")),
        (409, "refused", _("It cannot be done as things stand.")),
        (412, "changed-meanwhile", _("The ETag in If-Match is no longer the present one.")),
        (413, "too-large", _("The body or the file is larger than what is taken.")),
        (415, "unsupported-media-type", _("The body has another content type than the operation takes.")),
        (422, "invalid", _("A value cannot be taken; the errors name the fields.")),
        (422, "key-used", _("The Idempotency-Key was used for another request.")),
        (429, "too-many-requests", _("The token made too many requests; Retry-After says how long to wait.")),
        (500, "failure", _("Something failed here; the log has it, beside the X-Request-Id.")),
        (503, "unavailable", _("The database does not answer just now; try again.")),
    ]
