"""The words that mail programs put before quotes and forwarded messages, and under mail from a phone.

English, Italian, Spanish, Ukrainian, Portuguese; French, German, Polish, Dutch, Russian, Romanian.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

WROTE = (
    r"(?:wrote|writes|ha scritto|scrive|escribió|escribio|escribe|пише|пишуть|(?:на)?писав(?:ла|\(ла\)"
    r"|\(-ла\)|/ла)?"
    r"|(?:на)?писала|escreveu|escreve|a écrit|ecrit|schrieb|schreef|napisał(?:a|\(a\)|/a)?|pisze"
    r"|написал(?:а|\(а\))?|писал(?:а|\(а\))?|пишет|a scris|skrev|kirjoitti|napsal\(?a?\)?|írta|yazdı)"
)
_DATE = r"(?=.*(?:\d{1,2}[:.h]\d{2}|\d{4}|\d[./-]\d|@))"
# The first word of a line that says who wrote when; weekdays and numbers begin them too.
ATTRIBUTION_WORD = re.compile(
    r"^(?:On|Il|Il giorno|El|El día|Em|No dia|Am|Le|Op|W dniu|Dnia|În|In data|Pe|Den|Dne|В|У)\s", _I
)
ATTRIBUTION_START = re.compile(
    ATTRIBUTION_WORD.pattern
    + r"|^\W?\d{1,4}[./\s-]|^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|gio|ven|sab|dom|mié|mie"
    r"|jue|vie|sáb|пн|вт|ср|чт|пт|сб|нд|вс|понеділ|вівтор|серед|четвер|п.ятниц|субот|неділ|понедель"
    r"|вторник|четверг"
    r"|пятниц|воскресень|seg|ter|qua|qui|sex|mo|di|mi|do|fr|sa|so|pon|wto?|śro?|czw|pią?t?|sob|niedz?"
    r"|ma|wo|vr|za|zo)"
    r"\w*[.,]{0,2}\s",
    _I,
)
ATTRIBUTIONS = (
    re.compile(rf"^{_DATE}.{{4,450}}\b{WROTE}\s?[:：]$", _I),
    # the name after the verb: "Am 3.11.2026 um 10:12 schrieb Giulia Ferri:"
    re.compile(
        rf"^(?:Am|Op|On|Le|Il|El|Em|W dniu|Dnia|Den|Dne)\b{_DATE}.{{6,200}}\b{WROTE}\b.{{1,220}}[:：]$", _I
    ),
    # the date after the verb: "Giulia Ferri <g@…> schrieb am Mo., 3. Nov. 2026, 10:12:"
    re.compile(
        rf"^.{{2,220}}\b{WROTE}\s(?:\(|on |am |em |el |il |le |op |la |în |о |в |у |dnia |w dniu )?{_DATE}"
        r".{4,90}[:：]$",
        _I,
    ),
    # no verb at all: "пн, 3 нояб. 2026 г. в 10:12, Giulia Ferri <g@…>:"
    re.compile(r"^(?=.*\d{1,2}:\d{2}).{6,220}<[^<>\s]+@[^<>\s]+>\s?[:：]$", _I),
    # the date in brackets: "* Giulia Ferri <g@…> [2026-11-03 10:12]:"
    re.compile(r"^.{0,220}[<(][^<>()\s]+@[^<>()\s]+[>)]\s?\[[^\[\]]{0,60}\d[-/.:]\d[^\[\]]{0,60}\]\s?[:：]$", _I),
    # a date and a bare address: "3 nov 2026, 10:12 da g@…:"
    re.compile(
        r"^(?=.*\b\d{4}\b).{6,40}\d{1,2}:\d{2}(?:\s?[ap]m)?,?\s(?:by|da|por|von|par|de|від|от|od|door)\s"
        r"[^<>\s]+@[^<>\s]+[:：]$",
        _I,
    ),
    # the verb apart: "… hat Giulia Ferri <g@…> Folgendes geschrieben:"
    re.compile(
        rf"^(?:Am|Op)\b{_DATE}.{{6,200}}\b(?:hat|heeft)\s.{{2,200}}\b(?:folgendes geschrieben|geschrieben"
        r"|het volgende geschreven|geschreven)\s?[:：]$",
        _I,
    ),
    re.compile(rf"^Wiadomość napisana przez\s{_DATE}.{{4,300}}[:：]$", _I),
    # between dashes: "---- On Mon, 3 Nov 2026 10:12:13 +0100 Giulia Ferri <g@…> wrote ---"
    re.compile(rf"^-{{3,}}\s{_DATE}.{{10,300}}\b{WROTE}\s-{{3,}}$", _I),
)
# The reader is told what they wrote: "Вы писали 3 ноября 2026 г., 10:12:34:". Only before quoted lines.
YOU_WROTE = re.compile(
    r"^(?:Вы писали|Ви писали|You wrote|Hai scritto|Lei ha scritto|Escribiste|Usted escribió|Você escreveu"
    r"|Sie schrieben|Vous avez écrit)\b(?=.*\d{4}).{0,60}\d{1,2}:\d{2}.{0,20}[:：]$",
    _I,
)
NOT_ATTRIBUTION = re.compile(rf"\b(?:you|I|we|they|ti|mi|vi|ci|io|usted|Lei)\s+(?:\w+\s+)?{WROTE}\b")

_ORIGINAL = (
    r"original message|original appointment|reply message|messaggio originale|messaggio originario"
    r"|mensaje original"
    r"|mensagem original|оригінальне повідомлення|вихідне повідомлення|початкове повідомлення"
    r"|исходное сообщение"
    r"|оригинальное сообщение|message d['’]origine|message original|message initial|ursprüngliche nachricht"
    r"|originalnachricht|original-nachricht|oorspronkelijk bericht|oorspronkelijke bericht"
    r"|oryginalna wiadomość"
    r"|wiadomość oryginalna|mesaj original|mesajul original|mensaje citado|messaggio citato"
)
ORIGINAL = re.compile(rf"^[-‐‑–—_=*#~\s]{{2,}}\s*(?:{_ORIGINAL})\s*:?\s*[-‐‑–—_=*#~\s]*$", _I)
_FORWARDED = (
    r"forwarded message|forwarded by .{2,60}|messaggio inoltrato|mensaje reenviado|mensagem encaminhada"
    r"|mensagem reencaminhada|переслане повідомлення|перенаправлене повідомлення|пересилання повідомлення"
    r"|пересланное сообщение|пересылаемое сообщение|message transféré|message réexpédié"
    r"|weitergeleitete nachricht"
    r"|doorgestuurd bericht|wiadomość przekazana(?: dalej)?|przekazana wiadomość|mesaj redirecționat"
    r"|mesaj redirectionat|message transmis"
)
_BEGIN_FORWARDED = (
    r"begin forwarded message|inizio messaggio inoltrato|inicio del mensaje reenviado|início da mensagem"
    r" (?:re)?encaminhada|початок переадресованого повідомлення|початок пересланого повідомлення"
    r"|начало переадресованного сообщения|début du message (?:transféré|réexpédié)"
    r"|anfang der weitergeleiteten"
    r" (?:nachricht|e-mail)|begin doorgestuurd bericht|rozpoczęcie przekazanej wiadomości"
    r"|początek przekazywanej wiadomości|treść przekazanej wiadomości"
)
FORWARDED = re.compile(
    rf"^(?:[-‐‑–—_=*\s]{{2,}}\s*(?:{_FORWARDED})\s*:?\s*[-‐‑–—_=*\s]*|(?:{_BEGIN_FORWARDED})\s*:)$", _I
)
FORWARD_SUBJECT = re.compile(
    r"^(?:\[[^\]]{1,60}\]\s*)?(?:fwd?|fw|wg|tr|rv|i|enc|inoltro|reenv|пересл|переслано|пер|doorst|pd"
    r"|redir)\s*(?:\[\d+\])?\s*:",
    _I,
)
DELIMITER = re.compile(r"##-.{0,300}-##|^-{2,}\s*reply above this line\s*-{2,}", _I)

_LABELS = {
    "from": "from|da|de|von|van|від|від кого|от|от кого|od|de la|expéditeur|remitente|mittente|absender"
    "|afzender"
    "|nadawca|відправник|отправитель|expeditor|fra|från",
    "date": "sent|date|sent on|inviato|inviata|data|enviado|enviado el|enviado em|enviada em|enviada"
    "|enviado a"
    "|fecha|надіслано|відправлено|дата|отправлено|envoyé|envoyé le|gesendet|datum|verzonden|wysłano|wysłane"
    "|data wysłania|trimis|trimis la|skickat|sendt",
    "to": "to|a|para|an|aan|кому|à|do|către|destinatario|destinatari|pour|til|till",
    "cc": "cc|bcc|копія|копия|kopie|kopia|cci|ccn|cco|dw|udw|reply-to",
    "subject": "subject|oggetto|asunto|assunto|тема|objet|betreff|onderwerp|temat|subiect|emne|ämne",
}
HEADER_ROLES = {label: role for role, labels in _LABELS.items() for label in labels.split("|")}
_ANY_LABEL = "|".join(sorted(map(re.escape, HEADER_ROLES), key=len, reverse=True))
HEADER_LINE = re.compile(rf"^[*_\s]{{0,3}}({_ANY_LABEL})\s?[*_]{{0,2}}\s?[:：][*_]{{0,2}}(?:\s|$)", _I)
INLINE_LABEL = re.compile(rf"(?:^|[\s*>])({_ANY_LABEL})\s?[:：][*_]{{0,2}}\s", _I)

_DEVICE = (
    r"(?:iphone|ipad|ipod|apple|samsung|galaxy|huawei|xiaomi|redmi|oppo|honor|pixel|motorola|android"
    r"|outlook|mail\b|e-?mail"
    r"|yahoo|proton|phone|telefon\w*|teléfono|téléphone|móvil|celular|cellulare|telemóvel|смартфон\w*"
    r"|телефон\w*"
    r"|айфон\w*|mobile|blackberry|nokia|windows|gmail|device|dispositivo|spark|aol|thunderbird|tablet|handy"
    r"|smartphone|libero|virgilio|ukr\.net|i\.ua|почт\w*|пошт\w*|mac\b|macbook|tut(?:anot)?a|posta"
    r"|correo|correio|courrier"
    r"|portable|appareil|gerät|toestel|urządzeni\w*|komórk\w*|пристро\w*|устройств\w*|superhuman"
    r"|fairphone|sony|oneplus)"
)
DEVICE_SIGNATURE = re.compile(
    r"^\W{0,3}(?:(?:sent|written|typed) (?:from|via|with|by|on)|(?:inviat|spedit|scritt)[oa] (?:da|dal"
    r"|dallo|dalla|tramite|con)"
    r"|enviad[oa] (?:desde|con|mediante|do|da|de|a partir d[eo]|pel[oa]|via|através d[eoa])"
    r"|(?:надіслано|відправлено|надіслане|написано) (?:з|із|зі|через|за допомогою)"
    r"|(?:отправлено|послано|написано) (?:с|со|из|через|при помощи)"
    r"|diese nachricht wurde von"
    r"|(?:envoyé|expédié) (?:de|depuis|à partir d|via|par|avec)|(?:von|gesendet|versendet) (?:meine[mr]"
    r"|mit|von|vom|aus|über)"
    r"|(?:verzonden|verstuurd) (?:vanaf|met|vanuit|via|van)|(?:wysłane|wysłano) (?:z|ze|przy użyciu|za pomocą)"
    r"|trimis (?:de pe|din|de la|cu|prin)"
    r"|(?:get|scarica|ottieni|obtener|obtén|obter|baixe|отримати|отримайте|завантажте|скачать|получить"
    r"|télécharger|obtenir"
    r"|téléchargez|pobierz(?: aplikację)?|download|holen sie sich|descargar|obțineți)(?: o)?(?= outlook))"
    rf".{{0,60}}?{_DEVICE}.{{0,90}}$|^outlook (?:für|voor) \w+ (?:beziehen|herunterladen"
    rf"|downloaden).{{0,80}}$",
    _I,
)
SIGN_OFF = re.compile(
    r"^\W{0,2}(?:(?:best|kind|warm|warmest|kindest|with kind|with best)?\s*regards|best wishes|best"
    r"|cheers|sincerely"
    r"|yours (?:sincerely|faithfully|truly)|thanks(?: and regards| again)?|thank you|many thanks"
    r"|(?:i miei |i più )?(?:cordiali|distinti|migliori|cari) saluti|cordialmente|saluti|un saluto"
    r"|un cordiale saluto|grazie"
    r"|(?:un )?saludos?(?: cordiales)?|un cordial saludo|atentamente|atte|gracias|cordialmente"
    r"|з повагою|з найкращими побажаннями|щиро|дякую|atenciosamente|cumprimentos"
    r"|com os melhores cumprimentos|att"
    r"|abraços?|obrigad[oa]|cordialement|bien cordialement|salutations|mit freundlichen grüßen|mfg"
    r"|viele grüße|beste grüße"
    r"|liebe grüße|met vriendelijke groeten?|pozdrawiam|z poważaniem|с уважением|cu stimă"
    r"|cu respect)\W{0,3}$",
    _I,
)
CONTACT = re.compile(
    r"\b(?:tel|phone|mob(?:ile)?|cell?|fax|ph|тел|моб|telefon|teléfono|telefono|tél|www)\b\s*[.:]"
    r"|https?://|www\.\w"
    r"|[\w.+-]+@[\w-]+\.\w{2,}|\+\d[\d\s().-]{7,}\d|\bP\.?\s?IVA\b",
    _I,
)
