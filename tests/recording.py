"""`bin/record`: the first run of a newcomer, for real and written down."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from playwright.sync_api import Page, sync_playwright
from tests.bridge import Bridge, Inbox, screenshot

from ponte.config.postgres.tuning import free_port
from ponte.lib import clock
from ponte.lib.mail.parsing import parse

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "first-run"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Notebook:
    """Steps with the seconds since the beginning, pictures beside them."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.lines: list[str] = []
        self.count = 0

    def note(self, words: str, page: Page | None = None) -> None:
        self.lines += ["", f"**{time.monotonic() - self.began:5.1f} s** {words}"]
        if page:
            self.count += 1
            name = f"{self.count}.png"
            screenshot(page, PICTURES / name)
            self.lines += ["", f"![{words}](first-run/{name})"]
        print(self.lines[-3] if page else self.lines[-1])

    def quote(self, text: str) -> None:
        self.lines += ["", "```", text.rstrip(), "```"]


def main() -> None:
    """Clone, serve, walk, write."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    notebook = Notebook()
    inbox = Inbox()
    outside = Controller(inbox, hostname="127.0.0.1", port=free_port())
    outside.start()
    with tempfile.TemporaryDirectory(prefix="ponte-first-run-") as folder:
        clone = Path(folder) / "ponte"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        notebook.note("`git clone` into an empty folder")
        port, mail_port = free_port(), free_port()
        command = ["bin/ponte", "serve", "--port", str(port), "--mail-port", str(mail_port)]
        environment = {
            name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")
        } | {"PONTE_SMTP_URL": f"smtp://127.0.0.1:{outside.port}"}
        notebook.note(f"`{' '.join(command)}` (makes its own environment first)")
        serve = subprocess.Popen(
            command, cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said: list[str] = []
        link = read_until_ready(serve, said)
        notebook.note("ready")
        notebook.quote("\n".join(said).replace(folder, "…"))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
                page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
                Bridge(f"http://127.0.0.1:{port}", mail_port, inbox.mails, page, notebook.note).walk(link)
                browser.close()
            notebook.note("what Marta's server received:")
            notebook.quote(headers_and_text(inbox.mails[0]))
        finally:
            serve.terminate()
            serve.wait(30)
            outside.stop()
    head = [
        "# A first run, recorded",
        "",
        f"Made by `bin/record` on {clock.now():%Y-%m-%d}: a clean clone, `bin/ponte serve`, a real SMTP client, a"
        " real browser, a real SMTP server that receives the answer, and the customer's reply."
        " Times are seconds since the beginning.",
    ]
    (ROOT / "docs" / "first-run.md").write_text("\n".join(head + notebook.lines) + "\n")


def read_until_ready(serve: subprocess.Popen[str], said: list[str]) -> str:
    """Follow the output until Ponte is ready and has told the link; go on emptying it in the background."""
    assert serve.stdout
    link = ready = ""
    while not (link and ready):
        line = serve.stdout.readline()
        if not line:
            raise SystemExit("it stopped:\n" + "\n".join(said))
        said.append(line.rstrip())
        ready = ready or (line if "Ponte is ready" in line else "")
        link = link or next((word for word in line.split() if "/setup/" in word), "")
    threading.Thread(target=serve.stdout.read, daemon=True).start()
    return link


def headers_and_text(raw: bytes) -> str:
    """The headers that matter, and the words."""
    mail = parse(raw)
    wanted = {"from", "to", "reply-to", "subject", "message-id", "in-reply-to", "references", "date"}
    return "\n".join([f"{name}: {value}" for name, value in mail.headers if name.lower() in wanted] + ["", mail.text])


if __name__ == "__main__":
    main()
