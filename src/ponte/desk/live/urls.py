from django.urls import path

from ponte.desk.live import views

urlpatterns = [path("tickets/<int:ticket>/presence", views.ticket_presence, name="ticket-presence")]
