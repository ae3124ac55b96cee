from django.urls import path

from ponte.desk.administration.fields import forms, views

urlpatterns = [
    path("", views.fields, name="custom_fields"),
    path("new/<str:kind>", views.new, name="new_custom_field"),
    path("<int:field>", views.field, name="custom_field"),
    path("<int:field>/place", views.place, name="custom_field_place"),
    path("<int:field>/use", views.use, name="custom_field_use"),
    path("forms/new", forms.new, name="new_form"),
    path("forms/<int:form>", forms.form, name="form"),
    path("forms/<int:form>/removal", forms.removal, name="form_removal"),
]
