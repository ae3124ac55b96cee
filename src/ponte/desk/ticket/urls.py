from django.urls import path

from ponte.desk.ticket import (
    answering,
    delivery,
    drafts,
    files,
    frames,
    people,
    properties,
    starting,
    suggestions,
    views,
)

app_name = "ticket"
urlpatterns = [
    path("tickets/new", starting.new, name="new"),
    path("tickets/<int:ticket>", views.show, name="show"),
    path("tickets/<int:ticket>/now", views.now, name="now"),
    path("tickets/<int:ticket>/history", views.history, name="history"),
    path("tickets/<int:ticket>/messages", answering.messages_of, name="messages"),
    path("tickets/<int:ticket>/drafts/<str:mode>", drafts.draft, name="draft"),
    path("tickets/<int:ticket>/drafts/<str:mode>/files", drafts.draft_files, name="draft-files"),
    path("tickets/<int:ticket>/properties/<str:name>", properties.edit, name="property"),
    path("tickets/<int:ticket>/closure", properties.closure, name="closure"),
    path("tickets/<int:ticket>/reading", properties.reading_of, name="reading"),
    path("tickets/<int:ticket>/follow", people.follow, name="follow"),
    path("tickets/<int:ticket>/participants/<int:participant>", people.participant, name="participant"),
    path("messages/<int:message>/html", frames.html, name="message-html"),
    path("messages/<int:message>/sending", delivery.sending, name="sending"),
    path("attachments/<int:attachment>", files.attachment, name="attachment"),
    path("colleagues", suggestions.colleagues, name="colleagues"),
]
