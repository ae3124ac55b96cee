"""A customer's HTML, faithfully, in a frame where nothing can run and nothing reaches out unasked.

The frame shares our origin so that the page can measure its height and our pictures have their session; scripts
are refused three times: cleaned away on arrival, by the frame's sandbox, and by the policy of its answer.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from markupsafe import escape

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding, pictures
from ponte.lib.mail import cleaning
from ponte.team.models import Agent

SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
_colors = re.compile(r"(?:bgcolor|color|background)\s*[=:]", re.IGNORECASE)
_deferred = re.compile(r'(<img\b[^>]*?)\sdata-remote-src="', re.IGNORECASE)
_quote = re.compile(
    r'<(?:blockquote\b[^>]*type="cite"|div\b[^>]*class="[^"]*(?:gmail_quote|moz-cite-prefix|yahoo_quoted|ponte-quote)'
    r'|div\b[^>]*id="(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container))',
    re.IGNORECASE,
)

PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<meta name="color-scheme" content="{scheme}">
<meta name="referrer" content="no-referrer"><base target="_blank"><title>{title}</title><style>
:root{{color-scheme:{scheme};font:14px/1.57 Inter,ui-sans-serif,system-ui,sans-serif;overflow-wrap:anywhere}}
html{{background:{paper}}}body{{margin:0;padding:{pad};overflow-x:auto;overflow-y:hidden;display:flow-root}}
img{{max-width:100%;height:auto}}table{{max-width:100%}}pre{{white-space:pre-wrap}}
blockquote{{margin:8px 0 0;padding-left:12px;border-left:2px solid #8886}}
img[data-remote-src]{{display:inline-block;min-width:24px;min-height:18px;border:1px dashed #888a;
background:#8881;font-size:11px}}
details.quoted>summary{{cursor:pointer;font-size:12px;opacity:.75;margin-top:8px}}
</style></head><body>{body}</body></html>"""


@require_safe
@xframe_options_sameorigin
@agent_required
def html(request: HttpRequest, agent: Agent, message: int) -> HttpResponseBase:
    """The message's HTML as a document of its own; `images=1` fetches remote pictures."""
    found = finding.message_for(agent, message)
    remote = bool(request.GET.get("images"))
    # Cleaned again: what was kept by an older version meets today's rules. Remote pictures are put off again too.
    body = cleaning.clean(_deferred.sub(r'\1 src="', found.html))
    plain = not _colors.search(body)
    body = pictures.to_shown(body, found.attachments.all())
    if remote:
        body = _deferred.sub(r'\1 src="', body)
    page = PAGE.format(
        language=escape(found.language or get_language() or "en"),
        title=escape(_("Message")),
        scheme="light dark" if plain else "light",
        paper="transparent" if plain else "#fff",
        pad="0" if plain else "12px",
        body=body,
    )
    response = HttpResponse(page)
    sources = "'self' data:" + (" https: http:" if remote else "")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; img-src {sources}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'self';"
        f" frame-ancestors 'self'; sandbox {SANDBOX}"
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
