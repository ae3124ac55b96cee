"""Every route, one area an include; areas add their line in the order of the alphabet."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ponte.api.page import page
from ponte.config.health import health

handler400 = "ponte.ui.errors.bad_request"
handler403 = "ponte.ui.errors.forbidden"
handler404 = "ponte.ui.errors.not_found"
handler429 = "ponte.ui.errors.too_many"  # asked for by the limits on signing in
handler500 = "ponte.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health),
    path("api/v1/", include("ponte.api.urls")),
    path("api/docs", page, name="api_docs"),
    path("", include("ponte.desk.account.urls")),
    path("administration/people/", include("ponte.desk.administration.people.urls")),
    path("administration/sign-in/", include("ponte.desk.administration.sign_in.urls")),
    path("administration/teams/", include("ponte.desk.administration.teams.urls")),
    path("", include("ponte.desk.conditions.urls")),
    path("", include("ponte.desk.customer.urls")),
    path("", include("ponte.desk.bulk.urls")),
    path("", include("ponte.desk.attention.urls")),
    path("", include("ponte.desk.escalations.urls")),
    path("", include("ponte.desk.following.urls")),
    path("", include("ponte.desk.fields.urls")),
    path("", include("ponte.desk.handling.urls")),
    path("", include("ponte.desk.inbox.urls")),
    path("", include("ponte.desk.monitor.urls")),
    path("", include("ponte.desk.notices.urls")),
    path("administration/brands/", include("ponte.desk.administration.brands.urls")),
    path("administration/fields/", include("ponte.desk.administration.fields.urls")),
    path("administration/journal/", include("ponte.desk.administration.journal.urls")),
    path("administration/languages/", include("ponte.desk.administration.languages.urls")),
    path("administration/mail/", include("ponte.desk.administration.mail.urls")),
    path("administration/policies/", include("ponte.desk.administration.policies.urls")),
    path("administration/", include("ponte.desk.administration.routing.urls")),
    path("administration/schedules/", include("ponte.desk.administration.schedules.urls")),
    path("administration/states/", include("ponte.desk.administration.states.urls")),
    path("administration/tags/", include("ponte.desk.administration.tags.urls")),
    path("administration/webhooks/", include("ponte.desk.administration.webhooks.urls")),
    path("", include("ponte.desk.live.urls")),
    path("", include("ponte.desk.macros.urls")),
    path("", include("ponte.desk.routing.urls")),
    path("", include("ponte.desk.ticket.urls")),
    path("", include("ponte.desk.today.urls")),
    path("", include("ponte.desk.views.urls")),
    path("", include("ponte.desk.tokens.urls")),
    path("", include("ponte.ui.urls")),
]
