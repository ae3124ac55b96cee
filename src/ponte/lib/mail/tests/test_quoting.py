from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.quoting import reply_of, split

ATTRIBUTIONS = """\
On Mon, Nov 3, 2026 at 10:12 AM Giulia Ferri <giulia@velora.example> wrote:
On Monday, November 3rd, 2026 at 10:12 AM, Giulia Ferri <giulia@velora.example> wrote:
On 3 Nov 2026, at 10:12, Giulia Ferri <giulia@velora.example> wrote:
On 3/11/26 10:12, Giulia Ferri wrote:
Giulia Ferri <giulia@velora.example> wrote:
Il giorno lun 3 nov 2026 alle ore 10:12 Giulia Ferri <giulia@velora.example> ha scritto:
Il 03/11/2026 10:12, Giulia Ferri ha scritto:
Il lunedì 3 novembre 2026 alle ore 10:12:13 CET, Velora <giulia@velora.example> ha scritto:
El lun, 3 nov 2026 a las 10:12, Giulia Ferri (<giulia@velora.example>) escribió:
El 3/11/26 a las 10:12, Giulia Ferri escribió:
El lunes, 3 de noviembre de 2026, 10:12:13 CET, Giulia <giulia@velora.example> escribió:
пн, 3 лист. 2026 р. о 10:12 Giulia Ferri <giulia@velora.example> пише:
03.11.26 10:12, Giulia Ferri пише:
3 листопада 2026, 10:12:13, від "Velora" <giulia@velora.example>:
понеділок, 3 листопада 2026 р. 10:12:13 GMT+2, Velora <giulia@velora.example> написав:
3 лист. 2026 р. о 10:12 Giulia Ferri <giulia@velora.example> написав(ла):
Em seg., 3 de nov. de 2026 às 10:12, Giulia Ferri <giulia@velora.example> escreveu:
Em 03/11/2026 10:12, Giulia Ferri escreveu:
No dia 3/11/2026, às 10:12, Giulia Ferri <giulia@velora.example> escreveu:
Giulia Ferri <giulia@velora.example> escreveu (segunda, 3/11/2026 à(s) 10:12):
Le lun. 3 nov. 2026 à 10:12, Giulia Ferri <giulia@velora.example> a écrit :
Am Mo., 3. Nov. 2026 um 10:12 Uhr schrieb Giulia Ferri <giulia@velora.example>:
Giulia Ferri <giulia@velora.example> schrieb am Mo., 3. Nov. 2026, 10:12:
Am 03.11.26 um 10:12 schrieb Giulia Ferri:
Op ma 3 nov 2026 om 10:12 schreef Giulia Ferri <giulia@velora.example>:
pon., 3 lis 2026 o 10:12 Giulia Ferri <giulia@velora.example> napisał(a):
W dniu 3.11.2026 o 10:12, Giulia Ferri pisze:
пн, 3 нояб. 2026 г. в 10:12, Giulia Ferri <giulia@velora.example>:
03.11.2026, 10:12, "Giulia" <giulia@velora.example>:
3 nov 2026, 10:12 da giulia@velora.example:
Am Dienstag, 3. November 2026 um 10:12:13 MEZ hat Giulia Ferri <giulia@velora.example> Folgendes geschrieben:
Op 3 nov 2026, om 10:12 heeft Giulia Ferri <giulia@velora.example> het volgende geschreven:
În lun., 3 nov. 2026 la 10:12, Giulia Ferri <giulia@velora.example> a scris:""".splitlines()
NEVER_WRAPPED = """\
Giulia Ferri писав(-ла) 2026-11-03 10:12:
Nov 3, 2026, 10:12 by giulia@velora.example:
* Giulia Ferri <giulia@velora.example> [2026-11-03 10:12]:
Wiadomość napisana przez Giulia Ferri <giulia@velora.example> w dniu 3 lis 2026, o godz. 10:12:
---- On Tue, 3 Nov 2026 10:12:00 +0100 Giulia Ferri <giulia@velora.example> wrote ---
---- mar, 3 nov 2026 10:12:00 +0100 Giulia Ferri <giulia@velora.example> ha scritto ----""".splitlines()


def reply(text: str, subject: str = "") -> str:
    return reply_of(split(text, subject))


@pytest.mark.parametrize("line", ATTRIBUTIONS + NEVER_WRAPPED)
def test_what_follows_an_attribution_is_quoted(line: str) -> None:
    assert reply(f"On the whole it works.\n\n{line}\n\nhello\nmore") == "On the whole it works."


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_an_attribution_may_be_wrapped_anywhere(line: str) -> None:
    words = line.split(" ")
    for cut in range(3, len(words)):
        wrapped = " ".join(words[:cut]) + "\n" + " ".join(words[cut:])
        assert reply(f"Thanks!\n\n{wrapped}\n> hello\n\nBottom.") == "Thanks!\n\nBottom.", wrapped


@pytest.mark.parametrize(
    "line",
    [
        "Вы писали 3 ноября 2026 г., 10:12:34:",
        "Ви писали понеділок, 3 листопада 2026 р., 10:12:34:",
        "You wrote Monday, November 3, 2026, 10:12:34 AM:",
    ],
)
def test_the_bat_tells_the_reader_what_they_wrote(line: str) -> None:
    assert reply(f"Спасибо!\n\n{line}\n\n> hello\n> more") == "Спасибо!"
    assert reply(f"Спасибо!\n\n{line}\n\nGF> hello\nGF> more") == "Спасибо!"


def test_what_somebody_wrote_is_no_quote_where_nothing_is_quoted() -> None:
    line = "Вы писали 3 ноября 2026 г., 10:12:34:"
    assert "20 euro" in reply(f"Hello,\n\n{line}\n\na price of 20 euro. Is it so?")


@pytest.mark.parametrize(
    "block",
    [
        "From: Giulia Ferri <g@velora.example>\nSent: Monday, 3 November 2026 10:12\nTo: Nadia\nSubject: RE: bike",
        "________________________________\nDa: Giulia Ferri <g@velora.example>\nInviato: lunedì 3 novembre 2026\n"
        "A: Nadia\nOggetto: R: bici",
        "De: Giulia <g@velora.example>\nEnviado el: lunes, 3 de noviembre de 2026\nPara: Nadia\nAsunto: RE: bici",
        "Від: Giulia <g@velora.example>\nНадіслано: понеділок, 3 листопада 2026 р.\nКому: N\nТема: x",
        "De: Giulia <g@velora.example>\nEnviada em: 3 de novembro de 2026\nPara: N\nAssunto: RES: x",
        "De : Giulia <g@velora.example>\nEnvoyé : lundi 3 novembre 2026 10:12\nÀ : Nadia\nObjet : RE: x",
        "Von: Giulia <g@velora.example>\nGesendet: Montag, 3. November 2026 10:12\nAn: Nadia\nBetreff: AW: x",
        "Van: Giulia <g@velora.example>\nVerzonden: maandag 3 november 2026 10:12\nAan: Nadia\nOnderwerp: RE: x",
        "From: Giulia <g@velora.example>\nSent: poniedziałek, 3 listopada 2026\nTo: Nadia\nSubject: RE: x",
        "Od: Giulia <g@velora.example>\nWysłano: poniedziałek, 3 listopada 2026\nDo: Nadia\nTemat: RE: x",
        "От: Giulia <g@velora.example>\nОтправлено: 3 ноября 2026 г. 10:12\nКому: Nadia\nТема: RE: x",
        "*From:* Giulia <g@velora.example>\n*Sent:* Monday\n*To:* Nadia\n*Subject:* RE: x",
        "From: Giulia Sent: Monday, 3 November To: Nadia Subject: RE: x",
        "-----Original Message-----\nFrom: x",
        "-----Messaggio originale-----\nDa: x",
        "-----Mensaje original-----\nDe: x",
        "-----Mensagem original-----\nDe: x",
        "-----Оригінальне повідомлення-----\nВід: x",
        "-----Ursprüngliche Nachricht-----\nVon: x",
        "-------- Message d'origine --------\nDe : x",
        "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
        "##- Please type your reply above this line -##",
    ],
)
def test_outlook_blocks_and_separators_begin_the_quote(block: str) -> None:
    assert reply(f"It works now.\n\n{block}\n\nold text\n> older") == "It works now."


def test_answers_between_quotes_are_all_kept() -> None:
    text = "On 3/11/26 10:12, Giulia wrote:\n> Which size?\nM, please.\n\n> Which colour?\nRed.\n-- \nNadia"
    assert reply(text) == "M, please.\n\nRed."


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from Outlook for Android",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "Inviato da iPhone",
        "Inviato dal mio Samsung Galaxy",
        "Scarica Outlook per iOS",
        "Enviado desde mi iPhone",
        "Obtener Outlook para Android",
        "Надіслано з iPhone",
        "Надіслано з мого телефону",
        "Enviado do meu iPhone",
        "Enviado a partir do meu smartphone Samsung Galaxy.",
        "Envoyé de mon iPhone",
        "Von meinem iPhone gesendet",
        "Verstuurd vanaf mijn iPhone",
        "Wysłane z iPhone'a",
        "Отправлено с iPhone",
        "Trimis de pe iPhone-ul meu",
        "Sent with Proton Mail secure email.",
    ],
)
def test_the_line_of_a_phone_is_signature(line: str) -> None:
    assert reply(f"It works.\n\n{line}") == "It works."


def test_a_signature_below_the_dashes_is_taken_away_and_kept_in_its_segment() -> None:
    segments = split("It works.\n\n-- \nNadia\n+39 333 1234567")
    assert [segment.kind for segment in segments] == ["reply", "signature"]
    assert segments[1].text == "-- \nNadia\n+39 333 1234567"


def test_a_business_card_below_the_greeting_is_signature() -> None:
    assert (
        reply("The chain broke.\n\nKind regards,\nNadia Conti\nRossi Srl\nTel. +39 011 1234567")
        == "The chain broke."
    )
    assert reply("The chain broke.\n\nThanks,\nNadia") == "The chain broke.\n\nThanks,\nNadia"


@pytest.mark.parametrize(
    "text",
    [
        "See below\n\n---------- Forwarded message ---------\nFrom: A\nDate: x\nSubject: y\n\nbody\n> q",
        "Begin forwarded message:\n\n> From: A\n> Subject: y\n\n> body",
        "---------- Messaggio inoltrato ---------\nDa: A\n\ncorpo",
        "-------- Переслане повідомлення --------\nТема: y\n\nтіло",
    ],
)
def test_a_forwarded_message_is_the_message(text: str) -> None:
    assert reply(text) == text


def test_a_forward_is_known_by_its_subject() -> None:
    text = (
        "Can you help?\n\nFrom: A <a@x.example>\nSent: Monday\nTo: B\nSubject: broken\n\nThe bike is broken."
    )
    assert reply(text, "FW: broken") == text
    assert reply(text, "RE: broken") == "Can you help?"


@pytest.mark.parametrize(
    "text",
    [
        "> only\n> quotes",
        "Sent from my iPhone",
        "-- \nNadia",
        "In your letter of 3 November 2026 you wrote:\nthe bike is fine.\nIt is not.",
        "Hello\n>From the start it was broken\nbye",
        "Time: 10:12\nNote: it broke\n\nBye",
        "From: Rome\nTo: Milan\nI need a bike.",
        "Prices:\n- one\n- two",
        "I sent it from the shop in Milan by mail on Monday because I had to.",
    ],
)
def test_what_is_no_quote_stays(text: str) -> None:
    assert reply(text) == text


def test_a_photo_sent_from_a_phone_keeps_the_quote_folded() -> None:
    assert (
        reply("Sent from my iPhone\n\nOn 3 Nov 2026, at 10:12, G <g@x.example> wrote:\n> hello")
        == "Sent from my iPhone"
    )


lines = st.lists(
    st.sampled_from(
        [
            "hello",
            "> q",
            "",
            "-- ",
            "From: a",
            "Sent: b",
            "Subject: c",
            "To: d",
            *ATTRIBUTIONS[:6],
            "-----Original Message-----",
            "Sent from my iPhone",
            "---------- Forwarded message ----------",
            ">From x",
        ]
    ),
    max_size=14,
)


@given(lines)
def test_no_line_is_lost_and_no_reply_is_empty(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    segments = split(text)
    assert "\n".join(segment.text for segment in segments) == text
    if text.strip():
        assert reply_of(segments)


@given(st.text(max_size=400))
def test_any_text_is_cut_without_loss(text: str) -> None:
    assert "\n".join(segment.text for segment in split(text)) == text


def test_an_attribution_may_be_wrapped_inside_the_angle_brackets() -> None:
    line = "ср, 18 нояб. 2026 г. в 10:12, Olena from Velora <\nsupport+t41.k3jd82jsh@velora.example>:"
    assert reply(f"Спасибо!\n\n{line}\n\n> hello") == "Спасибо!"


def test_a_journey_is_no_header_block() -> None:
    text = "Il treno:\nDa: Milano\nA: Roma\nData: 12/11/2026\n\nè in ritardo, posso spostare la consegna?"
    assert reply(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Diese Nachricht wurde von meinem Android-Mobiltelefon mit WEB.DE Mail gesendet.",
        "Pobierz aplikację Outlook dla systemu iOS<https://aka.ms/o0ukef>",
    ],
)
def test_a_phone_signs(line: str) -> None:
    assert reply(f"E21 again.\n\n{line}") == "E21 again."


def test_thousands_of_rules_are_no_header_block() -> None:
    text = "\n".join(["-" * 40] * 5000)
    assert reply(text) == text
