from django.urls import path

from ponte.desk.following import views

app_name = "following"
urlpatterns = [
    path("follow-ups/choices", views.choices, name="choices"),
    path("follow-ups/<int:reminder>", views.reminder, name="reminder"),
    path("tickets/<int:ticket>/follow-ups", views.follow_ups, name="ticket"),
    path("tickets/<int:ticket>/snooze", views.snooze, name="snooze"),
    path("tickets/<int:ticket>/promise", views.promise, name="promise"),
]
