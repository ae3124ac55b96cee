from django.urls import path

from ponte.desk.fields import editing, new, people

app_name = "fields"
urlpatterns = [
    path("tickets/<int:ticket>/fields/<slug:key>", editing.value, name="value"),
    path("tickets/<int:ticket>/form", editing.form, name="form"),
    path("tickets/new/fields", new.asked, name="asked"),
    path("fields/customers", people.customers, name="customers"),
]
