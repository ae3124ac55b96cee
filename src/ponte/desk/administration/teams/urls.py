from django.urls import path

from ponte.desk.administration.teams import views

urlpatterns = [
    path("", views.teams, name="teams"),
    path("<int:team>", views.team, name="team"),
    path("<int:team>/closure", views.closure, name="team_closure"),
]
