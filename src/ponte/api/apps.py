from django.apps import AppConfig


class Api(AppConfig):
    name = "ponte.api"
    label = "api"
