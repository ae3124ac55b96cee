from django.urls import path

from ponte.desk.monitor import views

app_name = "monitor"
urlpatterns = [
    path("monitor/", views.show, name="show"),
    path("monitor/wall", views.wall, name="wall"),
]
