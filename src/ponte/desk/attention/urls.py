from django.urls import path

from ponte.desk.attention import settings, views

app_name = "attention"
urlpatterns = [
    path("attention/", views.index, name="index"),
    path("attention/changes", views.changes, name="changes"),
    path("attention/settings", settings.settings, name="settings"),
]
