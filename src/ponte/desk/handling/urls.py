from django.urls import path

from ponte.desk.handling import linking, solution

app_name = "handling"
urlpatterns = [
    path("tickets/<int:ticket>/links", linking.links, name="links"),
    path("tickets/<int:ticket>/links/<int:link>", linking.link_of, name="link"),
    path("tickets/<int:ticket>/solution", solution.solution, name="solution"),
]
