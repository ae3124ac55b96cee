from django.apps import AppConfig


class Events(AppConfig):
    name = "ponte.events"
    label = "events"
