from django.urls import path

from ponte.desk.notices import browsers, preferences, stopping, views

app_name = "notices"
urlpatterns = [
    path("notifications", views.index, name="index"),
    path("notifications/number", views.number, name="number"),
    path("notifications/reading", views.reading_of_all, name="reading-of-all"),
    path("notifications/<int:notice>", views.show, name="show"),
    path("notifications/<int:notice>/reading", views.reading_of, name="reading"),
    path("account/notifications", preferences.preferences, name="preferences"),
    path("account/notifications/browsers", browsers.add, name="browsers"),
    path("account/notifications/browsers/<int:browser>/removal", browsers.removal, name="browser-removal"),
    path("account/notifications/browsers/<int:browser>/trial", browsers.trial, name="browser-trial"),
    path("notifications/stop/<str:token>", stopping.stop, name="stop"),
    path("service-worker.js", browsers.service_worker, name="service-worker"),
    path("administration/notifications", preferences.defaults, name="defaults"),
]
