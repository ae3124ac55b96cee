from django.apps import AppConfig


class Desk(AppConfig):
    name = "ponte.desk"
    label = "desk"
