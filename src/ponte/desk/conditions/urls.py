from django.urls import path

from ponte.desk.conditions import views

app_name = "conditions"
urlpatterns = [
    path("conditions/builder", views.builder, name="builder"),
    path("conditions/found", views.found, name="found"),
    path("conditions/values/<str:field>", views.values, name="values"),
]
