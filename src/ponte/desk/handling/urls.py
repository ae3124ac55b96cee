from django.urls import path

from ponte.desk.handling import (
    checklists,
    handing,
    later,
    linking,
    merging,
    solution,
    spam,
    splitting,
    templates,
    timing,
)

app_name = "handling"
urlpatterns = [
    path("tickets/<int:ticket>/links", linking.links, name="links"),
    path("tickets/<int:ticket>/links/<int:link>", linking.link_of, name="link"),
    path("tickets/<int:ticket>/merge", merging.merge, name="merge"),
    path("tickets/<int:ticket>/split", splitting.split, name="split"),
    path("tickets/<int:ticket>/spam", spam.spam, name="spam"),
    path("tickets/<int:ticket>/solution", solution.solution, name="solution"),
    path("tickets/<int:ticket>/checklist", checklists.checklist, name="checklist"),
    path("tickets/<int:ticket>/checklist/<int:item>", checklists.item_of, name="checklist-item"),
    path("tickets/<int:ticket>/later/<int:later>", later.reply, name="later"),
    path("tickets/<int:ticket>/time", timing.times, name="times"),
    path("tickets/<int:ticket>/time/count", timing.count, name="time-count"),
    path("tickets/<int:ticket>/handover", handing.handover, name="handover"),
    path("tickets/<int:ticket>/open-drafts/<int:opened>", handing.taking, name="taking"),
    path("administration/checklists/", checklists.kept_lists, name="checklists"),
    path("administration/checklists/<int:checklist>", checklists.kept_list, name="kept-checklist"),
    path("administration/ticket-templates/", templates.templates, name="templates"),
    path("administration/ticket-templates/<int:template>", templates.template_of, name="template"),
]
