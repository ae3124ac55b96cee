"""django-allauth's settings: by address and password, passkey, codes, or a company's own sign-in."""

from __future__ import annotations

from typing import Any

from ponte.config.environment import Environment

APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]


def settings(ponte: Environment) -> dict[str, Any]:
    """The names and values that allauth reads from Django's settings."""
    is_secure = ponte.address.startswith("https://")
    return {
        "AUTHENTICATION_BACKENDS": ["ponte.desk.account.backends.Backend"],
        "ACCOUNT_ADAPTER": "ponte.desk.account.adapters.Account",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_USER_DISPLAY": str,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,  # an unknown address gets the same answer and no mail
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_LOGIN_ON_PASSWORD_RESET": False,  # a mailbox alone must not pass the second step
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * 60,  # seconds
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if is_secure else "http",
        "ACCOUNT_FORMS": {"reset_password_from_key": "ponte.desk.account.forms.NewPassword"},
        "ACCOUNT_RATE_LIMITS": {
            "login": "30/m/ip",
            "login_failed": "20/m/ip,5/5m/key",
            "reset_password": "10/m/ip,3/10m/key",
            "reset_password_from_key": "20/m/ip",
            "reauthenticate": "10/m/user",
        },
        "MFA_ADAPTER": "ponte.desk.account.adapters.SecondStep",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,  # addresses come from an administrator, not from a sign-up form
        "MFA_TOTP_ISSUER": "Ponte",
        "MFA_TOTP_TOLERANCE": 1,  # a phone's clock may be half a minute wrong
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not is_secure,  # http://localhost, where browsers allow it
        "SOCIALACCOUNT_ADAPTER": "ponte.desk.account.adapters.SingleSignOn",
        "SOCIALACCOUNT_ONLY": False,
        "SOCIALACCOUNT_AUTO_SIGNUP": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_PROVIDERS": providers(ponte),
        # Counts of attempts must hold over processes and machines.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "ponte_cache",
                # Far more than Django's 300: whoever makes many keys must not push counts out.
                "OPTIONS": {"MAX_ENTRIES": 200_000},
            }
        },
    }


def providers(ponte: Environment) -> dict[str, Any]:
    """The company's own sign-in, where one is configured."""
    if not ponte.oidc_issuer:
        return {}
    app = {
        "provider_id": "sso",
        "name": ponte.oidc_name,
        "client_id": ponte.oidc_client_id,
        "secret": ponte.oidc_client_secret,
        "settings": {
            "server_url": ponte.oidc_issuer,
            "fetch_userinfo": True,
            # The company vouches for the addresses of its own domains, said or not.
            "verified_email": [domain.lower().lstrip("@") for domain in ponte.oidc_domains],
        },
    }
    return {
        "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "email", "profile"]}
    }
