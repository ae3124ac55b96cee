from django.urls import path

from ponte.desk.today import views

app_name = "today"
urlpatterns = [path("today", views.index, name="index")]
