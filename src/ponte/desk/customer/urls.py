from django.urls import path

from ponte.desk.customer import views

app_name = "customer"
urlpatterns = [
    path("customers/<int:customer>", views.show, name="show"),
    path("organisations/<int:organisation>", views.organisation, name="organisation"),
]
