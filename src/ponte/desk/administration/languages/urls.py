from django.urls import path

from ponte.desk.administration.languages import views

urlpatterns = [path("", views.languages, name="languages")]
