from django.urls import path

from ponte.desk.administration.routing import person, requirements, routes, skills, views

urlpatterns = [
    path("routes/", views.routes, name="routes"),
    path("routes/new", routes.new, name="new_route"),
    path("routes/trial", views.trial, name="route_trial"),
    path("routes/weights", views.weights, name="routing_weights"),
    path("routes/needs/new", requirements.new, name="new_requirement"),
    path("routes/needs/<int:requirement>", requirements.requirement, name="requirement"),
    path("routes/needs/<int:requirement>/removal", requirements.removal, name="requirement_removal"),
    path("routes/<int:route>", routes.route, name="route"),
    path("routes/<int:route>/place", views.place, name="route_place"),
    path("routes/<int:route>/use", views.use, name="route_use"),
    path("skills/", skills.skills, name="skills"),
    path("skills/limits", skills.limits, name="limits"),
    path("skills/<int:skill>", skills.skill, name="skill"),
    path("people/<int:agent>/work", person.work, name="person_work"),
]
