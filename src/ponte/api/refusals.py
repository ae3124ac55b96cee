"""What the rooms' refusals are to a program: each exception becomes one problem."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as FieldError
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ponte.api import problems, wording
from ponte.api.problems import Problem, Wrong
from ponte.customers.errors import AddressTaken, NotMergeable, WrongAddress
from ponte.team.errors import NotPermitted, TeamError
from ponte.tickets.errors import ClosedTicket, EmptyMessage, NoRecipient, NotAllowed, TicketError, TooLate
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.solving import NotSolvable

log = logging.getLogger(__name__)


def problem_for(error: Exception) -> Problem:
    """The problem that tells of `error`; 500 for what nobody foresaw."""
    for kind, tell in TOLD:
        if isinstance(error, kind):
            return tell(error)
    return Problem(500, "failure", _("This failed"), _("The failure is in the log, beside the request's id."))


def listen(api: NinjaAPI) -> None:
    """Let every exception of an operation become its problem."""

    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        problem = problem_for(error)
        if problem.status == 500:
            log.error("failure %s at %s", getattr(request, "name_in_journal", ""), request.path, exc_info=error)
        return problems.answer(problem, request)

    for kind in (Exception, Http404, HttpError, ValidationError, AuthenticationError):
        api.add_exception_handler(kind, handle)


def of_fields(error: FieldError) -> Problem:
    """Django's errors by field."""
    if hasattr(error, "error_dict"):
        found = [Wrong(name, word) for name, words in error.message_dict.items() for word in words]
    else:
        found = [Wrong("", word) for word in error.messages]
    return problems.invalid(*found)


def _taken(error: AddressTaken) -> Problem:
    return problems.conflict(
        "address-taken",
        _("Another customer has this address"),
        _("Merge the two customers if they are one person."),
        customer=error.owner.pk,
    )


def _not_solvable(error: NotSolvable) -> Problem:
    found = [{"code": each.code, "message": each.words, "is_soft": each.is_soft} for each in error.obstacles]
    problem = problems.conflict("not-solvable", _("Something must be done first"), error.words, obstacles=found)
    problem.errors = [Wrong(each.path, each.words) for each in error.obstacles if each.path]
    return problem


def _invalid_fields(error: InvalidFields) -> Problem:
    return problems.invalid(*(Wrong(each.path, each.message) for each in error.faults))


def _refused(error: TicketError | TeamError) -> Problem:
    """The rest; where the room gives a word for it, `reason` has it."""
    told = {"reason": code} if (code := getattr(error, "code", "")) else {}
    return problems.conflict("refused", _("This cannot be done as things stand"), **told)


def _http(error: HttpError) -> Problem:
    return Problem(
        error.status_code, "malformed", _("This could not be read"), _("The body is not what its type says.")
    )


def _not_allowed(error: Exception) -> Problem:
    return problems.forbidden()


def _too_large(error: Exception) -> Problem:
    return Problem(413, "too-large", _("Too much at once"), _("Send less, or in several requests."))


def _malformed(error: Exception) -> Problem:
    return Problem(400, "malformed", _("This could not be read"), _("The body is not what its type says."))


def _unavailable(error: Exception) -> Problem:
    log.error("the database does not answer", exc_info=error)
    return Problem(
        503, "unavailable", _("Not available just now"), _("Try again in a moment."), headers={"Retry-After": "10"}
    )


TOLD: list[tuple[type[Exception] | tuple[type[Exception], ...], Callable[[Any], Problem]]] = [
    (Problem, lambda error: error),
    (ValidationError, lambda error: wording.problem_of(error.errors)),
    (FieldError, of_fields),
    (Http404, lambda error: problems.not_found()),
    ((NotAllowed, NotPermitted, PermissionDenied), _not_allowed),
    (
        ClosedTicket,
        lambda error: problems.conflict(
            "closed-ticket", _("This ticket is closed"), _("Closed is final: open a new ticket, or add a note.")
        ),
    ),
    (NotSolvable, _not_solvable),
    (InvalidFields, _invalid_fields),
    (TooLate, lambda error: problems.conflict("too-late", _("Too late"), _("The message has left already."))),
    (EmptyMessage, lambda error: problems.wrong("text", _("There is nothing to send: write something."))),
    (NoRecipient, lambda error: problems.wrong("to", _("Nobody would receive this: name an address."))),
    (AddressTaken, _taken),
    (WrongAddress, lambda error: problems.wrong("value", _("This is not an address of its kind."))),
    (
        NotMergeable,
        lambda error: problems.conflict("not-mergeable", _("These two cannot be merged")),
    ),
    ((TicketError, TeamError), _refused),
    (
        IntegrityError,
        lambda error: problems.conflict("conflict", _("Somebody else was quicker"), _("Read it again, then decide.")),
    ),
    (RequestDataTooBig, _too_large),
    ((BadRequest, SuspiciousOperation, MultiPartParserError), _malformed),
    (HttpError, _http),
    ((OperationalError, InterfaceError), _unavailable),
]
