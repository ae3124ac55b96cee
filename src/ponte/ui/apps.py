from django.apps import AppConfig


class Ui(AppConfig):
    name = "ponte.ui"
    label = "ui"
