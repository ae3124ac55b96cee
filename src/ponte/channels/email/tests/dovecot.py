"""A real Dovecot in a folder of its own, as whoever runs the tests."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from imapclient import IMAPClient

PASSWORD = "reveal-nothing"


@dataclass
class Dovecot:
    folder: Path
    port: int
    tls_port: int
    certificate: Path

    @contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """A mail program of the user."""
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=30) as client:
            client.login(user, PASSWORD)
            yield client

    def put(self, user: str, raw: bytes, folder: str = "INBOX") -> None:
        """Deliver a mail into a folder."""
        with self.client(user) as client:
            client.append(folder, raw)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(introspection_url: str) -> Iterator[Dovecot]:
    """Start it, wait until it answers, stop it. Access tokens are asked about at `introspection_url`.

    Its folder is not pytest's: every run of pytest closes that one to other accounts again, and Dovecot's own
    account has to get in.
    """
    folder = Path(tempfile.mkdtemp(prefix="ponte-dovecot-", dir="/tmp"))
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    folder.chmod(0o755)
    run = folder / "run"
    certificate = certify(folder)
    server = Dovecot(folder, free_port(), free_port(), certificate)
    me, group = pwd.getpwuid(os.getuid()), grp.getgrgid(os.getgid())
    is_root = os.getuid() == 0
    account = "mail" if is_root else me.pw_name  # Dovecot lets nobody read mail as root
    group_name = "mail" if is_root else group.gr_name
    mail = folder / "mail"
    mail.mkdir(exist_ok=True)
    if is_root:
        shutil.chown(mail, account, group_name)
    internal = "" if is_root else f"default_internal_user = {me.pw_name}\ndefault_login_user = {me.pw_name}\n"
    internal += "" if is_root else f"default_internal_group = {group.gr_name}\n"
    chroot = (
        "" if is_root else "service imap-login { chroot = }\nservice anvil { chroot = }\nservice stats { chroot = }\n"
    )
    config = folder / "dovecot.conf"
    config.write_text(
        dedent(f"""
        protocols = imap
        listen = 127.0.0.1
        base_dir = {run}
        state_dir = {run}/state
        log_path = {folder}/dovecot.log
        ssl = yes
        ssl_cert = <{certificate}
        ssl_key = <{certificate.with_suffix(".key")}
        disable_plaintext_auth = no
        auth_mechanisms = plain login xoauth2
        mail_location = maildir:{mail}/%u
        first_valid_uid = 1
        first_valid_gid = 1
        passdb {{
          driver = oauth2
          mechanisms = xoauth2
          args = {folder}/oauth2.conf
        }}
        passdb {{
          driver = static
          mechanisms = plain login
          args = password={PASSWORD}
        }}
        userdb {{
          driver = static
          args = uid={account} gid={group_name} home={mail}/%u
        }}
        service imap-login {{
          inet_listener imap {{
            port = {server.port}
          }}
          inet_listener imaps {{
            port = {server.tls_port}
          }}
        }}
        """)
        + internal
        + chroot.replace("{ chroot = }", "{\n chroot =\n}")
    )
    (folder / "oauth2.conf").write_text(
        f"introspection_mode = post\nintrospection_url = {introspection_url}\n"
        "username_attribute = email\nactive_attribute = active\nactive_value = true\n"
    )
    process = subprocess.Popen([program, "-F", "-c", str(config)])
    try:
        wait_until_it_answers(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_it_answers(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        log = server.folder / "dovecot.log"
        assert process.poll() is None, log.read_text() if log.exists() else "dovecot ended"
        try:
            with server.client("probe"):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError((server.folder / "dovecot.log").read_text())


def certify(folder: Path) -> Path:
    """A certificate for localhost that signs itself."""
    certificate = folder / "localhost.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(certificate.with_suffix(".key")), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    certificate.with_suffix(".key").chmod(0o644)
    return certificate
