from django.urls import path

from ponte.desk.bulk import preparing, views

app_name = "bulk"
urlpatterns = [
    path("bulk/", views.jobs, name="jobs"),
    path("bulk/new", preparing.new, name="new"),
    path("bulk/number", views.number, name="number"),
    path("bulk/<int:job>", views.job_of, name="job"),
    path("bulk/<int:job>/cancellation", views.cancellation, name="cancellation"),
    path("bulk/<int:job>/undo", views.undo, name="undo"),
]
