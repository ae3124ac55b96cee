"""Settings: each is read to its type, and a wrong one is named with its mend."""

from pathlib import Path

import pytest

from ponte.config.environment import SETTINGS, read, refuse_unknown
from ponte.config.reading import SmtpServer
from ponte.config.tests.started import ponte
from ponte.config.trouble import SettingTrouble


def test_defaults() -> None:
    ours = read({})
    assert (ours.host, ours.port, ours.mail_host, ours.mail_port) == ("127.0.0.1", 8000, "127.0.0.1", 2525)
    assert ours.data == Path("data")
    assert ours.address == "http://127.0.0.1:8000"
    assert ours.smtp is None
    assert ours.mail_max_bytes == 50_000_000
    assert ours.debug is False


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 25, "auto")),
        ("smtp://me:p%40ss@mail.example", SmtpServer("mail.example", 587, "starttls", "me", "p@ss")),
        ("smtp://me:x@127.0.0.1:25", SmtpServer("127.0.0.1", 25, "auto", "me", "x")),
        ("smtp://me:x@mail.example?starttls=never", SmtpServer("mail.example", 587, "none", "me", "x")),
        ("smtps://me:x@mail.example", SmtpServer("mail.example", 465, "tls", "me", "x")),
    ],
)
def test_outgoing_servers(url: str, server: SmtpServer) -> None:
    assert read({"PONTE_SMTP_URL": url}).smtp == server
    assert "x'" not in repr(server) or server.password not in repr(server)


@pytest.mark.parametrize(("text", "size"), [("20000", 20_000), ("25MB", 25_000_000), ("1 MiB", 1_048_576)])
def test_sizes(text: str, size: int) -> None:
    assert read({"PONTE_MAIL_MAX_BYTES": text}).mail_max_bytes == size


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PONTE_PORT", "http"),
        ("PONTE_PORT", "0"),
        ("PONTE_PORT", "65536"),
        ("PONTE_PORT", "²"),
        ("PONTE_DEBUG", "maybe"),
        ("PONTE_PUBLIC_URL", "support.example.com"),
        ("PONTE_PUBLIC_URL", "https://support.example.com/?a=b"),
        ("PONTE_PUBLIC_URL", "https://[::1"),
        ("PONTE_SMTP_URL", "mail.example:25"),
        ("PONTE_SMTP_URL", "smtp://mail.example:port"),
        ("PONTE_SMTP_URL", "smtp://mail.example?tls=1"),
        ("DATABASE_URL", "mysql://me@db/ponte"),
        ("DATABASE_URL", "postgresql://db"),
        ("PONTE_SECRET_KEY", "short"),
        ("PONTE_MAIL_MAX_BYTES", "huge"),
        ("PONTE_MAIL_MAX_BYTES", "1"),
        ("PONTE_TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
        ("PONTE_LOG_LEVEL", "chatty"),
        ("PONTE_TLS_KEY", "/nowhere/key.pem"),
        ("PONTE_DATA", "/etc/passwd"),
        ("PONTE_HOST", "a\nb"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend(name: str, value: str) -> None:
    with pytest.raises(SettingTrouble) as caught:
        read({name: value})
    assert caught.value.name == name
    assert caught.value.mend
    assert caught.value.exit_code == 2


def test_a_secret_is_never_repeated() -> None:
    with pytest.raises(SettingTrouble) as caught:
        read({"PONTE_SECRET_KEY": "hush-hush"})
    assert "hush" not in str(caught.value)


def test_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k" * 40 + "\n")
    assert read({"PONTE_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == "k" * 40
    with pytest.raises(SettingTrouble, match="PONTE_SECRET_KEY_FILE"):
        read({"PONTE_SECRET_KEY_FILE": str(tmp_path / "none")})
    with pytest.raises(SettingTrouble, match="both set"):
        read({"PONTE_SECRET_KEY_FILE": str(tmp_path / "key"), "PONTE_SECRET_KEY": "k" * 40})


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"PONTE_OIDC_ISSUER": "https://id.example"}, "PONTE_OIDC_CLIENT_ID"),
        ({"PONTE_S3_ACCESS_KEY": "a"}, "PONTE_S3_SECRET_KEY"),
        ({"PONTE_PORT": "2525"}, "PONTE_MAIL_PORT"),
    ],
)
def test_settings_that_contradict_each_other(settings: dict[str, str], name: str) -> None:
    with pytest.raises(SettingTrouble) as caught:
        read(settings)
    assert caught.value.name == name


def test_a_misspelt_name_is_found() -> None:
    with pytest.raises(SettingTrouble, match="PONTE_PROT is not a setting") as caught:
        refuse_unknown({"PONTE_PROT": "80", "PATH": "/bin"})
    assert caught.value.mend == "did you mean PONTE_PORT?"
    refuse_unknown({"PONTE_PORT_FILE": "x"})


def test_a_wrong_setting_stops_the_start(tmp_path: Path) -> None:
    done = ponte("serve", "--data", str(tmp_path), "--port", "eighty")
    assert done.returncode == 2
    assert done.stderr.startswith("ponte: PONTE_PORT is 'eighty', which is not a port\n  Mend: ")
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_written() -> None:
    done = ponte("serve", "--data", "/proc/ponte")
    assert done.returncode == 2
    assert "PONTE_DATA" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_setting_is_in_the_manual() -> None:
    manual = (Path(__file__).resolve().parents[4] / "docs" / "operating.md").read_text()
    missing = [setting.name for setting in SETTINGS if f"`{setting.name}`" not in manual]
    assert not missing
    flags = [setting.flag for setting in SETTINGS if setting.flag and f"`{setting.flag}`" not in manual]
    assert not flags
