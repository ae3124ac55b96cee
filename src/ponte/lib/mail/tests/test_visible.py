# ruff: noqa: E501 — samples are kept as mail programs write them
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.lib.mail.cleaning import clean
from ponte.lib.mail.htmltext import TOKEN, VOID, text_of
from ponte.lib.mail.parsed import ParsedMail
from ponte.lib.mail.parsing import parse

CLIENTS = {
    "gmail": (
        '<div dir="ltr">It works.<div><br></div></div><br><div class="gmail_quote gmail_quote_container">'
        '<div dir="ltr" class="gmail_attr">Il giorno lun 3 nov 2026 alle ore 10:12 Velora &lt;<a href="mailto:s@velora.example">'
        's@velora.example</a>&gt; ha scritto:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;'
        'border-left:1px #ccc solid;padding-left:1ex">old text<div class="gmail_quote">older</div></blockquote></div>'
    ),
    "outlook desktop": (
        '<div class="WordSection1"><p class="MsoNormal">It works.<o:p></o:p></p><p class="MsoNormal">&nbsp;</p><div>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Da:</b> '
        "Velora &lt;s@velora.example&gt; <br><b>Inviato:</b> lunedì 3 novembre 2026 10:12<br><b>A:</b> Nadia<br>"
        '<b>Oggetto:</b> R: bici</p></div></div><p class="MsoNormal">old text</p></div>'
    ),
    "outlook web": (
        '<div style="font-family:Calibri">It works.</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg">'
        "<font face=Calibri><b>From:</b> Velora &lt;s@velora.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Nadia<br>"
        "<b>Subject:</b> Re: bike</font><div>&nbsp;</div></div><div>old text</div>"
    ),
    "outlook mobile": (
        '<div dir="ltr">It works.</div><div id="ms-outlook-mobile-signature"><div><br></div>Get <a href="https://aka.ms/o">Outlook '
        'for Android</a></div><div id="mail-editor-reference-message-container"><hr><b>От:</b> Velora<br>old text</div>'
    ),
    "apple mail": (
        '<html><body style="overflow-wrap:break-word">It works.<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote '
        'type="cite"><div>On 3 Nov 2026, at 10:12, Velora &lt;s@velora.example&gt; wrote:</div><br><div>old text</div>'
        "</blockquote></div></body></html>"
    ),
    "iphone": (
        '<div dir="ltr">It works.</div><div dir="ltr"><br></div><div dir="ltr">Надіслано з iPhone</div><div dir="ltr"><br><blockquote '
        'type="cite">3 лист. 2026 р. о 10:12 Velora &lt;s@velora.example&gt; пише:<br><br></blockquote></div>'
        '<blockquote type="cite"><div dir="ltr">old text</div></blockquote>'
    ),
    "thunderbird": (
        '<p>It works.</p><div class="moz-cite-prefix">Il 03/11/2026 10:12, Velora ha scritto:<br></div>'
        '<blockquote type="cite" cite="mid:1@x"><p>old text</p></blockquote>'
    ),
    "thunderbird below": (
        '<div class="moz-cite-prefix">El 3/11/26 a las 10:12, Velora escribió:<br></div><blockquote type="cite">old text</blockquote>'
        '<p>It works.</p><pre class="moz-signature" cols="72">-- \nNadia</pre>'
    ),
    "yahoo": (
        '<div class="yahoo-style-wrap">It works.<div><br></div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, '
        "November 3, 2026 at 10:12:13 AM GMT+1, Velora &lt;s@velora.example&gt; wrote:</div><div>old text</div></div>"
    ),
    "proton": (
        '<div>It works.</div><div class="protonmail_signature_block">Sent with <a href="https://proton.me">Proton Mail</a> secure '
        'email.</div><div class="protonmail_quote">On Monday, November 3rd, 2026 at 10:12 AM, Velora &lt;s@velora.example&gt; '
        'wrote:<br><blockquote class="protonmail_quote" type="cite">old text</blockquote></div>'
    ),
}


def html_mail(html: str, subject: str = "Re: bike") -> ParsedMail:
    head = f"From: a@x.example\r\nSubject: {subject}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return parse((head + html).encode())


@pytest.mark.parametrize("client", CLIENTS)
def test_each_mail_program_is_understood(client: str) -> None:
    mail = html_mail(CLIENTS[client])
    assert mail.reply_text == "It works."
    assert text_of(mail.reply_html) == "It works."
    assert "old text" in text_of(mail.quoted_html)
    assert "old text" in mail.text
    assert "old text" in mail.html


@pytest.mark.parametrize("client", CLIENTS)
def test_a_text_without_signs_follows_the_html(client: str) -> None:
    text = "\n".join(line.removeprefix("> ") for line in text_of(clean(CLIENTS[client])).split("\n"))
    mail = parse(
        "From: a@x.example\r\nSubject: Re: bike\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{CLIENTS[client]}\r\n--b--\r\n".encode()
    )
    assert "It works." in mail.reply_text
    assert text_of(mail.reply_html) == "It works."


def test_answers_between_quotes_in_html_stay() -> None:
    mail = html_mail(
        '<div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 3, 2026 at 10:12 AM V &lt;s@x.example&gt; wrote:</div>'
        '<blockquote class="gmail_quote">Which size?</blockquote><div>M, please.</div>'
        '<blockquote class="gmail_quote">Which colour?</blockquote><div>Red.</div></div>'
    )
    assert mail.reply_text == "M, please.\n\nRed."
    assert text_of(mail.reply_html).split() == ["M,", "please.", "Red."]


def test_a_forward_in_html_is_the_message() -> None:
    mail = html_mail(CLIENTS["outlook web"], "FW: bike")
    assert "old text" in mail.reply_text
    assert mail.quoted_html == ""


def test_an_undecided_html_is_whole() -> None:
    mail = html_mail("<p>Hello</p><p>Bye</p>")
    assert mail.reply_html == mail.html
    assert [segment.kind for segment in mail.segments] == ["reply"]


def balanced(html: str) -> bool:
    stack: list[str] = []
    for token in TOKEN.finditer(html):
        if token[2] and token[2] not in VOID:
            if not token[1]:
                stack.append(token[2])
            elif not stack or stack.pop() != token[2]:
                return False
    return not stack


pieces = st.sampled_from(
    [
        "<div>a</div>",
        "<blockquote>q</blockquote>",
        "<b>x",
        "</b>",
        "<table><tr><td>c",
        "</table>",
        "<div class=gmail_signature>s</div>",
        "<p>On Mon, Nov 3, 2026 at 10:12 AM V &lt;s@x.example&gt; wrote:</p>",
        "<div>",
        "</div>",
        "<br>",
        "text",
        "<ul><li>i",
    ]
)


@given(st.lists(pieces, max_size=12))
@settings(deadline=None)
def test_both_halves_are_well_formed_and_lose_nothing(chosen: list[str]) -> None:
    mail = html_mail("".join(chosen))
    assert balanced(mail.reply_html)
    assert balanced(mail.quoted_html)
    letters = "".join(sorted(text_of(mail.html).replace(">", "").split()))
    halves = "".join(
        sorted((text_of(mail.reply_html) + "\n" + text_of(mail.quoted_html)).replace(">", "").split())
    )
    assert sorted(letters.replace("|", "").replace("-", "")) == sorted(
        halves.replace("|", "").replace("-", "")
    )
    assert "\n".join(segment.text for segment in mail.segments) == mail.text
