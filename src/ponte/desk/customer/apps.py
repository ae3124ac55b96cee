from django.apps import AppConfig


class Customer(AppConfig):
    name = "ponte.desk.customer"
    label = "desk_customer"
