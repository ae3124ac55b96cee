"""How words become messages: composer HTML for agents; text, quotes and signatures for customers."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ponte.customers.models import Customer
from ponte.team.models import Agent
from ponte.tickets.models import Message, MessageKind
from ponte.tickets.states import Channel

ZONES = {
    "it": ZoneInfo("Europe/Rome"),
    "es": ZoneInfo("Europe/Madrid"),
    "uk": ZoneInfo("Europe/Kyiv"),
    "pt-br": ZoneInfo("America/Sao_Paulo"),
    "en": ZoneInfo("Europe/Dublin"),
}
ATTRIBUTIONS = {
    "it": "Il giorno {date} alle {time} {name} ha scritto:",
    "es": "El {date} a las {time}, {name} escribió:",
    "uk": "{date} о {time} {name} пише:",
    "pt-br": "Em {date} às {time}, {name} escreveu:",
    "en": "On {date} at {time}, {name} wrote:",
}
_bold = re.compile(r"\*\*(.+?)\*\*")
_link = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_mention = re.compile(r"@(\w+)")
_item = re.compile(r"^(\d+\.|-) ")


def composed(text: str, agents: Mapping[str, Agent]) -> str:
    """What an agent typed, as our composer keeps it: paragraphs, lists, bold, links and `@key` mentions."""
    blocks = (block.split("\n") for block in text.strip().split("\n\n"))
    return "".join(_block(lines, agents) for lines in blocks)


def _block(lines: list[str], agents: Mapping[str, Agent]) -> str:
    if all(_item.match(line) for line in lines):
        tag = "ol" if lines[0][0].isdigit() else "ul"
        items = "".join(f"<li>{_inline(_item.sub('', line), agents)}</li>" for line in lines)
        return f"<{tag}>{items}</{tag}>"
    return f"<p>{'<br>'.join(_inline(line, agents) for line in lines)}</p>"


def _inline(line: str, agents: Mapping[str, Agent]) -> str:
    def mention(found: re.Match[str]) -> str:
        agent = agents.get(found[1])
        if agent is None:
            return found[0]
        return f'<span class="mention" data-agent="{agent.pk}">@{html.escape(agent.name)}</span>'

    line = _bold.sub(r"<strong>\1</strong>", html.escape(line, quote=False))
    return _mention.sub(mention, _link.sub(r'<a href="\2" rel="noopener noreferrer">\1</a>', line))


def mentioned(text: str, agents: Mapping[str, Agent]) -> list[Agent]:
    """The colleagues named by `@key`."""
    return [agents[key] for key in dict.fromkeys(_mention.findall(text)) if key in agents]


def from_customer(
    customer: Customer,
    address: str,
    text: str,
    at: datetime,
    *,
    subject: str = "",
    channel: Channel = Channel.EMAIL,
    to: Sequence[str] = (),
    cc: Sequence[str] = (),
    signature: str = "",
    quoting: Message | None = None,
    language: str = "",
    external_id: str | None = None,
    as_html: bool = False,
    is_automatic: bool = False,
    is_flagged: bool = False,
) -> Message:
    """A customer's message with its signature and the quoted answer folded away."""
    language = language or customer.language
    segments = [["reply", text.strip()]]
    if signature:
        segments.append(["signature", f"\n{signature}"])
    if quoting is not None:
        segments.append(["quote", "\n" + quoted(quoting, language)])
    whole = "\n".join(part for _, part in segments)
    return Message(
        kind=MessageKind.PUBLIC,
        channel=channel,
        customer=customer,
        sender_address=address,
        sender_name=customer.name,
        to=list(to),
        cc=list(cc),
        subject=subject[:500],
        text=whole,
        reply_text=text.strip() if len(segments) > 1 else "",
        html=as_mail_html(text, signature, quoting, language) if as_html else "",
        segments=segments,
        language=language,
        is_automatic=is_automatic,
        is_flagged=is_flagged,
        external_id=external_id,
        created_at=at,
    )


def attribution(message: Message, language: str) -> str:
    """The line above a quote, as mail programs write it in this language."""
    local = message.created_at.astimezone(ZONES[language])
    date = f"{local:%d %b %Y}" if language == "en" else local.strftime("%d.%m.%Y" if language == "uk" else "%d/%m/%Y")
    name = message.agent.name if message.agent else message.sender_name
    return ATTRIBUTIONS[language].format(date=date, time=f"{local:%H:%M}", name=name)


def quoted(message: Message, language: str) -> str:
    """A message as a quote in plain text."""
    lines = (message.reply_text or message.text).split("\n")
    return "\n".join([attribution(message, language), *(f"> {line}".rstrip() for line in lines)])


def as_mail_html(text: str, signature: str, quoting: Message | None, language: str) -> str:
    """The same as a mail program's HTML."""
    paragraphs = "".join(
        f'<p style="margin:0 0 12px">{html.escape(part, quote=False).replace(chr(10), "<br>")}</p>'
        for part in text.strip().split("\n\n")
    )
    if signature:
        paragraphs += f'<p style="color:#667085">{html.escape(signature, quote=False).replace(chr(10), "<br>")}</p>'
    if quoting is not None:
        inner = quoting.html or html.escape(quoting.text)
        paragraphs += (
            f"<p>{html.escape(attribution(quoting, language))}</p>"
            f'<blockquote style="margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ccc">{inner}</blockquote>'
        )
    return f'<div style="font-family:Arial,sans-serif;font-size:14px">{paragraphs}</div>'
