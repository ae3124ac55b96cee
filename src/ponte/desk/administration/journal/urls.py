from django.urls import path

from ponte.desk.administration.journal import exporting, listing

urlpatterns = [
    path("", listing.journal, name="journal"),
    path("export.<str:form>", exporting.export, name="journal_export"),
]
