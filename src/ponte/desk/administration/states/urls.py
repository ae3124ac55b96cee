from django.urls import path

from ponte.desk.administration.states import views

urlpatterns = [
    path("", views.states, name="states"),
    path("new", views.new, name="new_state"),
    path("<int:state>", views.state, name="state"),
    path("<int:state>/usual", views.usual, name="state_usual"),
    path("<int:state>/place", views.place, name="state_place"),
]
