from __future__ import annotations

from django.urls import path

from ponte.desk.tokens import views

urlpatterns = [
    path("account/tokens", views.tokens, name="tokens"),
    path("account/tokens/new", views.new_token, name="new_token"),
    path("account/tokens/<int:token>/revocation", views.revocation, name="token_revocation"),
]
