"""Every route, one area an include; areas add their line in the order of the alphabet."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ponte.config.health import health

handler400 = "ponte.ui.errors.bad_request"
handler403 = "ponte.ui.errors.forbidden"
handler404 = "ponte.ui.errors.not_found"
handler500 = "ponte.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health),
    path("", include("ponte.desk.live.urls")),
    path("", include("ponte.ui.urls")),
]
