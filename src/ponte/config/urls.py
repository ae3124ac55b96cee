"""Every route, one area an include; areas add their line in the order of the alphabet."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ponte.desk.live.urls")),
    path("", include("ponte.ui.urls")),
]
