from django.urls import path

from ponte.desk.administration.brands import views

urlpatterns = [
    path("", views.brands, name="brands"),
    path("new", views.new, name="new_brand"),
    path("preview", views.preview, name="brand_preview"),
    path("<int:brand>", views.brand, name="brand"),
]
