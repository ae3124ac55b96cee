"""The addresses of the API."""

from __future__ import annotations

from django.urls import path

from ponte.api import specification
from ponte.api.building import api

app_name = "api"
urlpatterns = [path("openapi.json", specification.openapi, name="openapi"), *api.urls[0]]
