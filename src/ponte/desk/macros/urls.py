from django.urls import path

from ponte.desk.macros import applying, choosing, keeping, listing

app_name = "macros"
urlpatterns = [
    path("administration/macros/", listing.macros, name="list"),
    path("administration/macros/new", keeping.new, name="new"),
    path("administration/macros/<int:macro>", keeping.macro, name="macro"),
    path("administration/macros/<int:macro>/removal", keeping.removal, name="removal"),
    path("tickets/<int:ticket>/macros", choosing.fitting, name="fitting"),
    path("tickets/<int:ticket>/macros/<int:macro>", choosing.preview, name="preview"),
    path("tickets/<int:ticket>/macros/<int:macro>/application", applying.application, name="application"),
    path("tickets/<int:ticket>/macro-applications/<str:made>", applying.undo, name="undo"),
]
