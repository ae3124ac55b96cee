"""The gallery, where it is shown."""

from django.urls import path

from ponte.ui import gallery

app_name = "ui"
urlpatterns = [
    path("gallery", gallery.gallery, name="gallery"),
    path("gallery/<slug:name>", gallery.sample, name="sample"),
]
