"""What the installation decides: one typed object, read from the environment, from flags and from files.

Every setting has one line in `SETTINGS`; `NAME_FILE` names a file that holds the value instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ponte.config import reading
from ponte.config.reading import SmtpServer
from ponte.config.trouble import SettingTrouble


@dataclass(frozen=True)
class Setting:
    """One setting: its name, how it is read, and what it is when nobody says."""

    name: str
    field: str
    read: Callable[[str], Any]
    default: Any
    help: str
    flag: str = ""  # the option of `ponte serve` that says the same
    secret: bool = False


# fmt: off
SETTINGS = (
    Setting("PONTE_DATA", "data", reading.folder, Path("data"), "the data folder", flag="--data"),
    Setting("DATABASE_URL", "database_url", reading.database_url, "",
            "a PostgreSQL instead of the embedded one", flag="--database-url", secret=True),
    Setting("PONTE_HOST", "host", reading.words, "127.0.0.1", "address of the web server", flag="--host"),
    Setting("PONTE_PORT", "port", reading.port, 8000, "port of the web server", flag="--port"),
    Setting("PONTE_MAIL_HOST", "mail_host", reading.words, "127.0.0.1",
            "address of the mail receiver", flag="--mail-host"),
    Setting("PONTE_MAIL_PORT", "mail_port", reading.port, 2525,
            "port of the mail receiver", flag="--mail-port"),
    Setting("PONTE_PUBLIC_URL", "public_url", reading.web_url, "",
            "the address that people use, as in links in mail", flag="--public-url"),
    Setting("PONTE_ALLOWED_HOSTS", "allowed_hosts", reading.listed, (),
            "further host names that it answers to"),
    Setting("PONTE_TRUSTED_PROXIES", "trusted_proxies", reading.networks, (),
            "proxies whose X-Forwarded-For and -Proto are believed"),
    Setting("PONTE_SMTP_URL", "smtp", reading.smtp_url, None,
            "outgoing mail server", flag="--smtp-url", secret=True),
    Setting("PONTE_MAIL_MAX_BYTES", "mail_max_bytes", reading.size, 50_000_000, "largest message received"),
    Setting("PONTE_MAIL_ACCEPT_ALL", "mail_accept_all", reading.switch, False,
            "take mail for every address, not only for those of mailboxes"),
    Setting("PONTE_MAIL_NAME", "mail_name", reading.words, "", "name that the mail receiver greets with"),
    Setting("PONTE_TLS_CERTIFICATE", "tls_certificate", reading.readable_file, None,
            "certificate chain (PEM) for STARTTLS on the mail receiver"),
    Setting("PONTE_TLS_KEY", "tls_key", reading.readable_file, None, "its private key (PEM)"),
    Setting("PONTE_SECRET_KEY", "secret_key", reading.long_secret, "",
            "signs sessions and links", secret=True),
    Setting("PONTE_OIDC_ISSUER", "oidc_issuer", reading.web_url, "", "sign-in by OpenID Connect: the issuer"),
    Setting("PONTE_OIDC_CLIENT_ID", "oidc_client_id", reading.words, "", "our client id there"),
    Setting("PONTE_OIDC_CLIENT_SECRET", "oidc_client_secret", reading.words, "",
            "our secret there", secret=True),
    Setting("PONTE_OIDC_NAME", "oidc_name", reading.words, "OpenID", "what the sign-in button calls it"),
    Setting("PONTE_OIDC_DOMAINS", "oidc_domains", reading.listed, (),
            "mail domains whose people may enter by it without an invitation, as agents"),
    Setting("PONTE_OIDC_ONLY", "oidc_only", reading.switch, False, "no other way to sign in"),
    Setting("PONTE_S3_BUCKET", "s3_bucket", reading.words, "",
            "bucket for attachments instead of the data folder"),
    Setting("PONTE_S3_ENDPOINT", "s3_endpoint", reading.web_url, "", "address of an S3 that is not Amazon's"),
    Setting("PONTE_S3_REGION", "s3_region", reading.words, "", "its region"),
    Setting("PONTE_S3_ACCESS_KEY", "s3_access_key", reading.words, "", "its access key"),
    Setting("PONTE_S3_SECRET_KEY", "s3_secret_key", reading.words, "", "its secret key", secret=True),
    Setting("PONTE_WEB_THREADS", "web_threads", reading.count, 8,
            "pages made at the same time by one process"),
    Setting("PONTE_PUSH_HOSTS", "push_hosts", reading.listed, (),
            "further push services that browsers' notifications may go through"),
    Setting("PONTE_API_RATE", "api_rate", reading.rate, 600, "requests a minute that an API token may make"),
    Setting("PONTE_WEBHOOK_NETWORKS", "webhook_networks", reading.networks, (),
            "private networks that webhooks may be sent to, by http too"),
    Setting("PONTE_LOG_LEVEL", "log_level", reading.log_level, "INFO", "DEBUG, INFO, WARNING or ERROR"),
    Setting("PONTE_PG_BIN", "pg_bin", reading.words, "",
            "folder of PostgreSQL programs for the embedded database"),
    Setting("PONTE_DEMO", "demo", reading.switch, False,
            "the demo world and its sign-in chooser", flag="--demo"),
    Setting("PONTE_GALLERY", "gallery", reading.switch, False, "show the components page at /gallery"),
    Setting("PONTE_DEBUG", "debug", reading.switch, False, "for developing only: details on error pages"),
)
# fmt: on
ALSO_KNOWN = {"PONTE_PYTHON", "PONTE_PG_NAMESPACE", "PONTE_ROLE"}  # read elsewhere


@dataclass(frozen=True)
class Environment:
    """Every decision of the installation. Sizes in bytes; addresses without a closing slash."""

    data: Path
    database_url: str
    host: str
    port: int
    mail_host: str
    mail_port: int
    public_url: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: tuple[reading.Network, ...]
    smtp: SmtpServer | None
    mail_max_bytes: int
    mail_accept_all: bool
    mail_name: str
    tls_certificate: Path | None
    tls_key: Path | None
    secret_key: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    oidc_domains: tuple[str, ...]
    oidc_only: bool
    s3_bucket: str
    s3_endpoint: str
    s3_region: str
    s3_access_key: str
    s3_secret_key: str
    web_threads: int
    push_hosts: tuple[str, ...]
    api_rate: int
    webhook_networks: tuple[reading.Network, ...]
    log_level: str
    pg_bin: str
    demo: bool
    gallery: bool
    debug: bool

    @property
    def address(self) -> str:
        """The address that people use."""
        return self.public_url or f"http://{reading.bracketed(self.host)}:{self.port}"


def read(source: Mapping[str, str]) -> Environment:
    """The settings in `source`. Raises `SettingTrouble` for the first one that is wrong."""
    values = {setting.field: value_of(setting, source) for setting in SETTINGS}
    environment = Environment(**values)
    check_together(environment)
    return environment


def value_of(setting: Setting, source: Mapping[str, str]) -> Any:
    text = source.get(setting.name, "")
    path = source.get(f"{setting.name}_FILE", "")
    if path:
        if text:
            raise SettingTrouble(
                setting.name, f"and {setting.name}_FILE are both set", "take one of the two away"
            )
        try:
            text = Path(path).read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingTrouble(
                f"{setting.name}_FILE", f"is {path!r}, which cannot be read: {error}",
                "name a text file that this account may read",
            ) from error  # fmt: skip
    text = text.strip()
    if not text:
        return setting.default
    try:
        return setting.read(text)
    except reading.Wrong as wrong:
        shown = "(its value is a secret)" if setting.secret else f"is {text!r}, which"
        raise SettingTrouble(setting.name, f"{shown} {wrong}", wrong.mend) from None


def refuse_unknown(source: Mapping[str, str]) -> None:
    """Raise for a name that looks like a setting and is none: a misspelt one would be ignored in silence."""
    known = {setting.name for setting in SETTINGS} | ALSO_KNOWN
    for name in source:
        ours = name.startswith("PONTE_") and not name.startswith("PONTE_TEST_")
        if ours and name.removesuffix("_FILE") not in known:
            raise SettingTrouble(name, "is not a setting of Ponte", reading.nearest(name, known))


def check_together(environment: Environment) -> None:
    """Raise where settings contradict each other."""
    pairs = (
        ("PONTE_TLS_CERTIFICATE", environment.tls_certificate, "PONTE_TLS_KEY", environment.tls_key),
        ("PONTE_OIDC_ISSUER", environment.oidc_issuer, "PONTE_OIDC_CLIENT_ID", environment.oidc_client_id),
        ("PONTE_S3_ACCESS_KEY", environment.s3_access_key, "PONTE_S3_SECRET_KEY", environment.s3_secret_key),
    )
    for one, first, other, second in pairs:
        if bool(first) != bool(second):
            missing, present = (other, one) if first else (one, other)
            raise SettingTrouble(missing, f"is missing, and {present} is set", "set both or neither")
    if environment.oidc_only and not environment.oidc_issuer:
        raise SettingTrouble(
            "PONTE_OIDC_ONLY", "is set, and PONTE_OIDC_ISSUER is not", "name the issuer, or unset it"
        )
    if (environment.host, environment.port) == (environment.mail_host, environment.mail_port):
        raise SettingTrouble(
            "PONTE_MAIL_PORT", f"is {environment.mail_port}, the web server's own port", "choose another port"
        )


@cache
def current() -> Environment:
    """The settings of this process, read once."""
    return read(os.environ)
