from django.urls import path

from ponte.desk.customer import addresses, merging, organisations, views

app_name = "customer"
urlpatterns = [
    path("customers/", views.index, name="index"),
    path("customers/<int:customer>", views.show, name="show"),
    path("customers/<int:customer>/edit", views.edit, name="edit"),
    path("customers/<int:customer>/addresses", addresses.add, name="addresses"),
    path("customers/<int:customer>/addresses/<int:identity>", addresses.change, name="address"),
    path("customers/<int:customer>/merge", merging.merge, name="merge"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/new", organisations.new, name="organisation-new"),
    path("organisations/<int:organisation>", organisations.show, name="organisation"),
]
