"""Sending from the composer: a reply or a note, with what is to become of the ticket."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ponte.desk import place
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import composer, finding, pictures, taking, times, views
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets import drafting, noting, reading, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import ClosedTicket, EmptyMessage, NoRecipient, NotAllowed, TicketError
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.later import scheduling
from ponte.tickets.later.errors import NotToCome, OneWaits
from ponte.tickets.later.models import LaterReply
from ponte.tickets.models import Attachment, Delivery, Draft, Message, MessageKind, State, Ticket
from ponte.tickets.solving import NotSolvable
from ponte.tickets.states import StateType
from ponte.ui.toasting import toast

NEWS = 5


class Refused(Exception):
    """What is wrong with an answer, in words; `field` names where. `may_pass`: saying so again is enough."""

    def __init__(
        self, words: str, field: str = "", news: list[Message] | None = None, *, may_pass: bool = False
    ) -> None:
        super().__init__(words)
        self.words, self.field, self.news, self.may_pass = words, field, news or [], may_pass


@require_POST
@agent_required
def messages_of(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """Send a reply or add a note. A refusal answers 422 with the composer as it was typed."""
    found = finding.ticket_for(agent, ticket)
    mode = "note" if request.POST.get("mode") == "note" else "reply"
    try:
        _take_files(request, found, agent, mode)
        _must_be_current(request, found, agent)
        message = _note(request, found, agent) if mode == "note" else _reply(request, found, agent)
    except Refused as refused:
        return _again(request, found, agent, mode, refused)
    except NotSolvable as error:
        return _again(request, found, agent, mode, Refused(error.words, may_pass=error.is_soft))
    except TicketError as error:
        return _again(request, found, agent, mode, Refused(words_for(error)))
    return _done(request, found, agent, message)


def _take_files(request: HttpRequest, ticket: Ticket, agent: Agent, mode: str) -> None:
    """Files that came with the form, where no script took them before: into the draft, where a refusal keeps them."""
    given = request.FILES.getlist("files")
    if not given:
        return
    if words := taking.too_large(given):
        raise Refused(words)
    kind = composer.MODES[mode]
    draft = Draft.objects.filter(ticket=ticket, agent=agent, kind=kind).first()
    taking.take(draft or drafting.save(ticket, by=agent, kind=kind, html=""), given)


def _note(request: HttpRequest, ticket: Ticket, agent: Agent) -> Message:
    return noting.note(ticket, by=agent, html=_html(request, ticket, agent, "note"))


def _reply(request: HttpRequest, ticket: Ticket, agent: Agent) -> Message | LaterReply:
    to, cc = addresses(request.POST.getlist("to")), addresses(request.POST.getlist("cc"))
    for field, values in (("to", to), ("cc", cc)):
        for value in values:
            try:
                validate_email(value)
            except ValidationError:
                raise Refused(_("“%(value)s” is not an e-mail address.") % {"value": value}, field) from None
    state = None
    if wanted := request.POST.get("state", ""):
        state = State.objects.filter(pk=wanted, is_active=True).first() if wanted.isdigit() else None
        if state is None:
            raise Refused(_("That state no longer exists. Choose another."))
    if request.POST.get("later"):
        return _later(request, ticket, agent, to, cc, state)
    return replying.reply(
        ticket,
        by=agent,
        html=_html(request, ticket, agent, "reply"),
        to=to,
        cc=cc,
        state=state,
        language=request.POST.get("language", "")[:8],
        anyway=bool(request.POST.get("anyway")),
    )


def _later(
    request: HttpRequest, ticket: Ticket, agent: Agent, to: list[str], cc: list[str], state: State | None
) -> LaterReply:
    """Put it aside until its time; the ticket then waits for the customer, as with the usual button."""
    moment = times.moment(request.POST["later"], request.POST.get("later_at", ""))
    if moment is None:
        raise Refused(_("Choose a day and a time for sending."))
    return scheduling.schedule(
        ticket,
        moment,
        by=agent,
        html=_html(request, ticket, agent, "reply"),
        to=to,
        cc=cc,
        state=state or default_state(StateType.PENDING),
        language=request.POST.get("language", "")[:8],
    )


def _html(request: HttpRequest, ticket: Ticket, agent: Agent, mode: str) -> str:
    """What was written: rich from the editor, or plain where there is no script."""
    html = request.POST.get(f"{mode}_html", "")
    if not html:
        html = richtext.from_text(request.POST.get(mode, ""))
    files = Attachment.objects.filter(draft__ticket=ticket, draft__agent=agent, draft__kind=composer.MODES[mode])
    return pictures.to_kept(html, files)


def addresses(given: list[str]) -> list[str]:
    """What was typed into an address field, each once, in order."""
    words = [word.strip().strip("<>").lower() for each in given for word in each.replace(";", ",").split(",")]
    return list(dict.fromkeys(word for word in words if word))


def _must_be_current(request: HttpRequest, ticket: Ticket, agent: Agent) -> None:
    """Ask again when somebody else has written since this answer was begun."""
    seen = request.POST.get("seen", "")
    if not seen.isdigit() or request.POST.get("anyway") == str(ticket.last_message_id):
        return
    rows = ticket.messages.filter(pk__gt=int(seen)).exclude(agent=agent).exclude(delivery=Delivery.WITHDRAWN)
    news = list(rows.select_related("agent", "customer").order_by("pk")[:NEWS])
    if news:
        raise Refused(
            _("Something new arrived while you were writing. Read it, then send if it still fits."), news=news
        )


def words_for(error: TicketError) -> str:
    """A refusal as the agent reads it."""
    if isinstance(error, ClosedTicket):
        return _("This ticket is closed, and closed is final. Add a note, or open a new ticket for the customer.")
    if isinstance(error, EmptyMessage):
        return _("There is nothing to send yet. Write something or attach a file.")
    if isinstance(error, NoRecipient):
        return _("Nobody would receive this. Add an address under To.")
    if isinstance(error, NotSolvable | InvalidFields):
        return error.words
    if isinstance(error, NotToCome):
        return _("That time is over, or more than a year away. Choose another.")
    if isinstance(error, OneWaits):
        return _("A reply of yours waits on this ticket already. Edit or send that one first.")
    if isinstance(error, NotAllowed):
        return _("You may look at tickets but not change them.")
    return _("This could not be done. Nothing was changed.")


def _again(request: HttpRequest, ticket: Ticket, agent: Agent, mode: str, refused: Refused) -> HttpResponseBase:
    given = views.page_of(ticket, agent)
    kept: composer.Composer = given["composer"]
    typed = composer.Written(
        request.POST.get(f"{mode}_html", "") or richtext.from_text(request.POST.get(mode, "")),
        request.POST.get(mode, ""),
        (kept.note if mode == "note" else kept.reply).files,
    )
    given["composer"] = replace(
        kept,
        mode=mode,
        reply=typed if mode == "reply" else kept.reply,
        note=typed if mode == "note" else kept.note,
        to=addresses(request.POST.getlist("to")) if mode == "reply" else kept.to,
        cc=addresses(request.POST.getlist("cc")) if mode == "reply" else kept.cc,
        language=request.POST.get("language", kept.language),
        seen=int(request.POST["seen"]) if request.POST.get("seen", "").isdigit() else kept.seen,
        error=refused.words,
        error_field=refused.field,
        news=refused.news,
        may_pass=refused.may_pass,
    )
    given.update(
        live_after=place.safe(place.newest()),
        queue=views.queue_address(request),
        state_asked=request.POST.get("state", ""),
    )
    given["composer"].reply.html = richtext.clean(given["composer"].reply.html)
    given["composer"].note.html = richtext.clean(given["composer"].note.html)
    name = "ticket/composer.html" if request.headers.get("HX-Request") else "ticket/page.html"
    return render(request, name, given, status=422)


def _done(request: HttpRequest, ticket: Ticket, agent: Agent, made: Message | LaterReply) -> HttpResponseBase:
    message = made if isinstance(made, Message) else None
    if message is not None:
        reading.mark_read(ticket, by=agent, up_to=message.pk)
    if request.headers.get("HX-Request"):
        given = views.page_of(finding.ticket_for(agent, ticket.pk), agent)
        response: HttpResponseBase = render(request, "ticket/composer.html", given)
        response.headers["HX-Trigger"] = '{"ponte:refresh-ticket": {"sent": true}}'
    else:
        response = redirect(reverse("ticket:show", args=[ticket.pk]) + (f"#message-{message.pk}" if message else ""))
    if message is None:
        toast(request, response, _("Your reply waits for its time"))
    elif message.kind == MessageKind.NOTE:
        toast(request, response, _("Note added"))
    else:
        undo = (reverse("ticket:sending", args=[message.pk]), "DELETE")
        toast(request, response, _("Reply on its way"), undo=undo)
    return response
