from django.urls import path

from ponte.desk.inbox import changes, views
from ponte.tickets.queues import Queue

app_name = "inbox"
urlpatterns = [
    path("", views.home, name="home"),
    path("inbox/", views.home, name="index"),
    path("inbox/counts", views.counts, name="counts"),
    path("inbox/view-counts", views.view_counts, name="view_counts"),
    path("inbox/views/<int:view>", views.show_view, name="view"),
    path("inbox/views/<int:view>/mode", views.mode, name="mode"),
    path("inbox/changes", changes.make, name="changes"),
    path("inbox/choices", views.choices, name="choices"),
    path("inbox/filters/<str:queue>", views.filter_form, name="filters"),
    path("inbox/changes/<str:made>", changes.undo, name="undo"),
    *(path(f"inbox/{queue}", views.show, {"queue": queue}, name=str(queue)) for queue in Queue),
]
