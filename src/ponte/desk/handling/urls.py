from django.urls import path

from ponte.desk.handling import linking, merging, solution, spam, splitting

app_name = "handling"
urlpatterns = [
    path("tickets/<int:ticket>/links", linking.links, name="links"),
    path("tickets/<int:ticket>/links/<int:link>", linking.link_of, name="link"),
    path("tickets/<int:ticket>/merge", merging.merge, name="merge"),
    path("tickets/<int:ticket>/split", splitting.split, name="split"),
    path("tickets/<int:ticket>/spam", spam.spam, name="spam"),
    path("tickets/<int:ticket>/solution", solution.solution, name="solution"),
]
