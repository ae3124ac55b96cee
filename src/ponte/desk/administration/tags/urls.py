from django.urls import path

from ponte.desk.administration.tags import views

urlpatterns = [
    path("", views.tags, name="tags"),
    path("<int:tag>", views.tag, name="tag"),
    path("<int:tag>/removal", views.removal, name="tag_removal"),
]
