from django.urls import path

from ponte.desk.administration.schedules import outlooks, views

urlpatterns = [
    path("", views.schedules, name="schedules"),
    path("new", views.new, name="new_schedule"),
    path("preview", outlooks.preview, name="schedule_preview"),
    path("regions", outlooks.regions, name="schedule_regions"),
    path("<int:schedule>", views.schedule, name="schedule"),
    path("<int:schedule>/trial", outlooks.trial, name="schedule_trial"),
    path("<int:schedule>/usual", views.usual, name="schedule_usual"),
    path("<int:schedule>/use", views.use, name="schedule_use"),
]
