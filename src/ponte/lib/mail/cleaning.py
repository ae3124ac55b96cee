"""HTML of strangers made safe to show: what mail needs to look right stays, what acts or reaches out goes.

Remote pictures keep their address in `data-remote-src`, so that nothing is fetched until the viewer puts it
back into `src`. Links open outside and tell nothing about us. Of classes and ids only those remain that mail
programs put around quotes and signatures.
"""

from __future__ import annotations

import html as entities
import re

import nh3

from ponte.lib.mail.cleansing import cleanse
from ponte.lib.mail.html_limits import within_limits
from ponte.lib.mail.styles import clean_style

_TAG_NAMES = """
    a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd
    del dfn details div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd
    li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table
    tbody td tfoot th thead time tr tt u ul var wbr
"""
_TAGS = set(_TAG_NAMES.split())
_DROPPED = {
    "script",
    "style",
    "title",
    "template",
    "object",
    "applet",
    "svg",
    "math",
    "audio",
    "video",
    "select",
}
_COMMON = {"style", "class", "id", "dir", "lang", "align", "title"}
_CELL = {"width", "height", "valign", "bgcolor", "nowrap", "colspan", "rowspan", "abbr", "scope"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": _COMMON,
    "a": {"href", "name"},
    "blockquote": {"type", "cite"},
    "br": {"clear"},
    "col": {"width", "span", "valign"},
    "colgroup": {"width", "span"},
    "font": {"color", "face", "size"},
    "hr": {"width", "size", "color", "noshade"},
    "img": {"src", "alt", "width", "height", "border", "hspace", "vspace"},
    "ol": {"type", "start", "reversed"},
    "li": {"value", "type"},
    "table": {
        "width",
        "height",
        "border",
        "cellpadding",
        "cellspacing",
        "bgcolor",
        "rules",
        "frame",
        "summary",
    },
    "tbody": {"valign"},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime"},
    "tr": {"valign", "bgcolor", "height"},
    "ul": {"type"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_QUOTE_CLASSES = re.compile(
    r"^(?:gmail_(?:quote|attr|signature|signature_prefix|extra|quote_container|default)|moz-(?:cite-prefix|signature"
    r"|forward-container|email-headers-table)|yahoo_quoted|yahoo-quoted-.*|protonmail_(?:quote|signature_block.*)"
    r"|zmail_extra|tutanota_quote|WordSection\d|Mso[A-Za-z]{3,30}|AppleMailSignature|ms-outlook-mobile-.*"
    r"|iosymail|front-signature|front-blockquote|ponte-quote)$"
)
_QUOTE_IDS = re.compile(
    r"^(?:x_|m_-?\d+)*(?:divRplyFwdMsg|appendonsend|Signature|ms-outlook-mobile-signature|reply-intro"
    r"|replybody\d*|AppleMailSignature|lineBreakAtBeginningOf(?:Signature|Message)|mail-editor-reference-message-container"
    r"|yahoo_quoted_\d+|ymail_android_signature|zmail_extra|ponte-quote|OLK_SRC_BODY_SECTION|isForwardContent"
    r"|isReplyContent|stopSpelling)$"
)
_PICTURE_DATA = re.compile(r"^data:image/(?:png|gif|jpe?g|webp);base64,[A-Za-z0-9+/=\s]+$", re.IGNORECASE)
MAX_PICTURE_DATA = 200_000
_IMAGE = re.compile(r'<img((?:\s[^\s=>"/]+="[^"]*")*)\s*/?>')
_REMOTE = re.compile(r'(\s)src="(?=(?:https?:)?//)', re.IGNORECASE)


def clean(html: str) -> str:
    """Safe, well-formed HTML of the message's body. Takes bounded time whatever comes in."""
    safe = _CLEANER.clean(cleanse(within_limits(html)))
    if "<img" in safe:
        safe = _IMAGE.sub(_defer_picture, safe)
    return safe.strip()


def from_text(text: str) -> str:
    """Plain text as HTML."""
    return "<br>".join(entities.escape(line, quote=False) for line in text.split("\n"))


def _defer_picture(found: re.Match[str]) -> str:
    return f"<img{_REMOTE.sub(_deferred, found[1], count=1)}>"


def _deferred(found: re.Match[str]) -> str:
    return f'{found[1]}data-remote-src="'


def _filter(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return clean_style(value) or None
    if name == "class":
        kept = [word for word in value.split() if _QUOTE_CLASSES.match(word)]
        return " ".join(kept) or None
    if name == "id":
        return value if _QUOTE_IDS.match(value) else None
    if name in ("src", "href"):
        return _filter_address(tag, value)
    return value if len(value) < 2000 else None


def _filter_address(tag: str, value: str) -> str | None:
    scheme = value.lstrip()[:5].lower()
    if scheme == "data:":
        fits = tag == "img" and len(value) <= MAX_PICTURE_DATA and _PICTURE_DATA.match(value.strip())
        return value.strip() if fits else None
    if tag == "img" and scheme in ("mailt", "tel:"):
        return None
    return value.strip() if len(value) < 8000 else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    strip_comments=True,
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_schemes=_SCHEMES,
    url_relative="deny",
)
