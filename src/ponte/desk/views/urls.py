from django.urls import path

from ponte.desk.views import exports, forms, views

app_name = "views"
urlpatterns = [
    path("views/", views.index, name="index"),
    path("views/new", forms.new, name="new"),
    path("views/<int:view>", forms.change, name="change"),
    path("views/<int:view>/removal", views.removal, name="removal"),
    path("views/<int:view>/place", views.place, name="place"),
    path("views/<int:view>/standing", views.standing, name="standing"),
    path("views/order", views.order, name="order"),
    path("views/<int:view>/export/<str:format>", exports.export, name="export"),
]
