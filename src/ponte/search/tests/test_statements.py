from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ponte.lib import clock
from ponte.search.statements import Statement, fetch, moment, number, text
from ponte.team.models import Agent, Role
from ponte.tickets.models import Message, State, Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


def test_a_statement_answers_what_its_queryset_would(matter: Matter) -> None:
    wanted, _other = matter(subject="first"), matter(subject="second", address="tom@example.org")

    def build(pk: int) -> Any:
        return Ticket.objects.filter(pk=pk).select_related("state", "assignee", "requester__organisation")

    statement = Statement(lambda: build(number("ticket")))
    (found,) = statement.rows(ticket=wanted.pk)
    usual = build(wanted.pk).get()
    assert {f.attname: getattr(found, f.attname) for f in Ticket._meta.concrete_fields} == {
        f.attname: getattr(usual, f.attname) for f in Ticket._meta.concrete_fields
    }
    assert found.state.names == usual.state.names and found.requester.name == "Marta Bellini"
    assert found.assignee is None and found.requester.organisation is None


def test_related_rows_cost_no_further_query(matter: Matter, django_assert_num_queries: Any) -> None:
    pk = matter().pk
    statement = Statement(lambda: Ticket.objects.filter(pk=number("ticket")).select_related("state", "team"))
    with django_assert_num_queries(1):
        found = statement.row(ticket=pk)
        assert found is not None and found.state.name and found.team is None


def test_it_goes_on_answering_after_it_was_prepared(matter: Matter) -> None:
    tickets = [matter(address=f"c{n}@example.org").pk for n in range(3)]
    statement = Statement(lambda: Ticket.objects.filter(pk=number("ticket")).values_list("pk", flat=True))
    assert [statement.rows(ticket=pk) for pk in tickets * 4] == [[pk] for pk in tickets * 4]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone()[0] > 0


def test_dictionaries_tuples_and_single_values(ticket: Ticket) -> None:
    rows = Ticket.objects.filter(pk=number("ticket"))
    assert Statement(lambda: rows.values("subject", "pk")).rows(ticket=ticket.pk) == [
        {"subject": ticket.subject, "pk": ticket.pk}
    ]
    assert Statement(lambda: rows.values_list("pk", "subject")).rows(ticket=ticket.pk) == [
        (ticket.pk, ticket.subject)
    ]
    assert Statement(lambda: rows.values_list("subject", flat=True)).rows(ticket=ticket.pk) == [ticket.subject]


def test_moments_texts_and_constants_that_hold_a_percent_sign(ticket: Ticket) -> None:
    rows = Ticket.objects.filter(created_at__lt=moment("before"), language=text("language")).exclude(
        subject="100% %s"
    )
    statement = Statement(lambda: rows.values_list("pk", flat=True))
    assert statement.rows(before=clock.now(), language="it") == [ticket.pk]
    assert statement.rows(before=clock.now(), language="en") == []
    assert statement.rows(before=ticket.created_at - timedelta(days=1), language="it") == []


def test_the_scope_of_a_person_is_kept(matter: Matter, olena: Agent) -> None:
    pk = matter().pk
    statement = Statement(
        lambda: Ticket.objects.visible_to(Agent(pk=number("agent"), role=Role.SPECIALIST)).filter(pk=number("ticket"))
    )
    assert statement.rows(agent=olena.pk, ticket=pk) == []
    Ticket.objects.update(assignee=olena)
    assert [row.pk for row in statement.rows(agent=olena.pk, ticket=pk)] == [pk]


def test_what_can_have_no_rows_asks_nothing(django_assert_num_queries: Any) -> None:
    statement = Statement(lambda: Message.objects.none())
    with django_assert_num_queries(0):
        assert statement.rows() == [] and statement.row() is None


def test_written_sql_takes_lists(db: None) -> None:
    ids = list(State.objects.values_list("pk", flat=True))[:2]
    found = fetch("SELECT id FROM tickets_state WHERE id = ANY(%(ids)s) ORDER BY id", {"ids": ids})
    assert [row[0] for row in found] == sorted(ids)


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_gets_a_cursor_of_its_own() -> None:
    assert fetch("SELECT 1", {}) == [(1,)]
    first = connection.connection
    connection.close()
    assert fetch("SELECT %(n)s::bigint", {"n": 2}) == [(2,)]
    assert connection.connection is not first


def test_it_works_on_after_a_statement_that_failed() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        fetch("SELECT 1 / %(n)s::bigint", {"n": 0})
    assert fetch("SELECT 1", {}) == [(1,)]
