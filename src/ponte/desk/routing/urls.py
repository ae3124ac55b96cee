from django.urls import path

from ponte.desk.routing import views

urlpatterns = [
    path("account/work", views.own_work, name="own_work"),
    path("inbox/next", views.next_ticket, name="next_ticket"),
    path("tickets/<int:ticket>/routing/<int:event>", views.why, name="ticket_routing"),
]
