"""What `ponte web`, `ponte worker` and `ponte mail` have in common."""

from __future__ import annotations

from ponte.config import certificates, ports, starting
from ponte.config.roles import role


def run_one(name: str) -> int:
    """Be one role in this process until told to stop."""
    settings = starting.settings(name)
    if name == "web":
        ports.check_free(settings.host, settings.port, "PONTE_PORT")
    if name == "mail":
        certificates.check(settings)
        ports.check_free(settings.mail_host, settings.mail_port, "PONTE_MAIL_PORT")
    with starting.database(settings):
        starting.django()
        starting.check_migrated()
        if name == "web":
            from ponte.config import assets, demo

            if settings.demo:
                demo.check()

            assets.collect(settings)
        role.run(name, settings, lambda: print(f"Ponte's {name} is ready", flush=True))
    return 0
