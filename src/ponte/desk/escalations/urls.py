from django.urls import path

from ponte.desk.escalations import asking, board, paths, returning

app_name = "escalations"
urlpatterns = [
    path("escalations/", board.show, name="board"),
    path("escalations/<int:escalation>/taking", returning.taking, name="taking"),
    path("escalations/<int:escalation>/answer", returning.answer, name="answer"),
    path("escalations/<int:escalation>/withdrawal", returning.withdrawal, name="withdrawal"),
    path("tickets/<int:ticket>/escalation", asking.ask, name="ticket"),
    path("administration/escalations/", paths.paths, name="paths"),
    path("administration/escalations/new", paths.new, name="new"),
    path("administration/escalations/standings", paths.standings, name="standings"),
    path("administration/escalations/<int:path>", paths.path, name="path"),
]
