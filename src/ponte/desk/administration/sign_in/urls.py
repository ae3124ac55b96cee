from django.urls import path

from ponte.desk.administration.sign_in import views

urlpatterns = [path("", views.sign_in_policy, name="sign_in_policy")]
