from django.urls import path

from ponte.desk.administration.mail import blocked, consents, mailboxes, outgoing_server, received, sent

urlpatterns = [
    path("received", received.listing, name="received_mail"),
    path("received/<int:mail>", received.detail, name="received_mail_detail"),
    path("received/<int:mail>/source", received.source, name="received_mail_source"),
    path("received/<int:mail>/replay", received.replay, name="received_mail_replay"),
    path("sent", sent.listing, name="sent_mail"),
    path("sent/release", sent.release, name="sent_mail_release"),
    path("sent/<int:mail>", sent.detail, name="sent_mail_detail"),
    path("sent/<int:mail>/source", sent.source, name="sent_mail_source"),
    path("sent/<int:mail>/attempt", sent.attempt, name="sent_mail_attempt"),
    path("sent/<int:mail>/abandonment", sent.abandonment, name="sent_mail_abandonment"),
    path("blocked", blocked.listing, name="blocked_senders"),
    path("blocked/<int:sender>", blocked.detail, name="blocked_sender"),
    path("mailboxes", mailboxes.listing, name="mailboxes"),
    path("mailboxes/new", mailboxes.new, name="new_mailbox"),
    path("mailboxes/<int:mailbox>", mailboxes.detail, name="mailbox"),
    path("mailboxes/<int:mailbox>/test", mailboxes.test, name="mailbox_test"),
    path("mailboxes/<int:mailbox>/closure", mailboxes.closure, name="mailbox_closure"),
    path("mailboxes/<int:mailbox>/consent", consents.ask, name="mailbox_consent"),
    path("consent", consents.come_back, name="mailbox_consent_return"),
    path("server/test", outgoing_server.test, name="outgoing_server_test"),
]
