from django.urls import path

from ponte.desk.administration.webhooks import acts, log, views

urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    path("new", views.new, name="new_webhook"),
    path("<int:webhook>", views.webhook, name="webhook"),
    path("<int:webhook>/settings", views.settings, name="webhook_settings"),
    path("<int:webhook>/secret", acts.secret, name="webhook_secret"),
    path("<int:webhook>/suspension", acts.suspension, name="webhook_suspension"),
    path("<int:webhook>/test", acts.test, name="webhook_test"),
    path("<int:webhook>/replays", acts.replays, name="webhook_replays"),
    path("<int:webhook>/removal", acts.removal, name="webhook_removal"),
    path("deliveries/<int:delivery>", log.delivery, name="webhook_delivery"),
    path("deliveries/<int:delivery>/attempt", log.attempt, name="webhook_attempt"),
]
