"""Signing in and one's account. Names in allauth's words are those that its flows look up."""

from __future__ import annotations

from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from ponte.desk.account import coming_in, passwords, profile, second_steps, sessions, signing_in
from ponte.team.models import Availability

urlpatterns = [
    path("sign-in", signing_in.SignIn.as_view(), name="account_login"),
    path("sign-in/passkey", signing_in.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/code", signing_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/sso", signing_in.single_sign_on, name="single_sign_on"),
    path("sign-in/<slug:provider_id>/return", signing_in.single_sign_on_return, name="openid_connect_callback"),
    path("sign-in/demo/<int:agent>", signing_in.demo_sign_in, name="demo_sign_in"),
    path("sign-in/closed", signing_in.closed_account, name="account_inactive"),
    path("sign-out", signing_in.SignOut.as_view(), name="account_logout"),
    path("language", login_not_required(require_POST(set_language)), name="set_language"),
    path("setup/<str:token>", coming_in.first_administrator, name="setup"),
    path("invitation/<str:token>", coming_in.invitation, name="invitation"),
    path("password/reset", passwords.Forgotten.as_view(), name="account_reset_password"),
    path("password/reset/sent", passwords.ForgottenSent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        passwords.ByLink.as_view(),
        name="account_reset_password_from_key",
    ),
    path("account", profile.profile, name="profile"),
    *(
        path(
            f"account/availability/{state}",
            profile.availability,
            {"state": state},
            name=f"availability_{state}",
        )
        for state in Availability.values
    ),
    path("account/password", passwords.password, name="account_change_password"),
    path("account/two-factor", second_steps.Index.as_view(), name="mfa_index"),
    path("account/two-factor/app", second_steps.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/two-factor/app/removal", second_steps.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/two-factor/codes", second_steps.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/two-factor/codes/new", second_steps.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path(
        "account/two-factor/codes/file", DownloadRecoveryCodesView.as_view(), name="mfa_download_recovery_codes"
    ),
    path("account/passkeys", second_steps.Passkeys.as_view(), name="mfa_list_webauthn"),
    path("account/passkeys/new", second_steps.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>", second_steps.EditPasskey.as_view(), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/removal", second_steps.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("account/confirmation", second_steps.ProveByPassword.as_view(), name="account_reauthenticate"),
    path("account/confirmation/code", second_steps.ProveByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "account/confirmation/passkey",
        second_steps.ProveByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/sessions", sessions.sessions, name="sessions"),
    path("account/sessions/others/closure", sessions.other_sessions_closure, name="other_sessions_closure"),
    path("account/sessions/<int:session>/closure", sessions.session_closure, name="session_closure"),
]
