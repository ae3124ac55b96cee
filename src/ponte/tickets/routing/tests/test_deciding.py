"""The decision against a plain oracle, and each of its rules by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ponte.tickets.routing.deciding import Candidate, Need, Refusal, Task, decide
from ponte.tickets.routing.ways import Match, Way

DAWN = datetime(2026, 1, 1, tzinfo=UTC)
TEAMS, SKILLS, LANGUAGES = (1, 2, 3), (7, 8), ("it", "en", "uk", "pt-br", "pt")

needs = st.lists(
    st.builds(Need, st.sampled_from(SKILLS), st.integers(1, 3), st.booleans()),
    max_size=2,
    unique_by=lambda n: n.skill,
)
tasks = st.builds(
    Task,
    ticket=st.just(41),
    teams=st.lists(st.sampled_from(TEAMS), unique=True, max_size=3).map(tuple),
    work=st.sampled_from(("mail", "phone")),
    language=st.sampled_from(("", *LANGUAGES)),
    way=st.sampled_from([way for way in Way if way != Way.MANUAL]),
    match=st.sampled_from(list(Match)),
    needs=needs.map(tuple),
    last_agent=st.none() | st.integers(1, 6),
    tried=st.frozensets(st.integers(1, 6), max_size=2),
)
people = st.lists(
    st.builds(
        Candidate,
        agent=st.integers(1, 6),
        teams=st.frozensets(st.sampled_from(TEAMS)),
        languages=st.frozensets(st.sampled_from(LANGUAGES)),
        skills=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3)),
        availability=st.sampled_from(("online", "online", "online", "busy", "away", "off")),
        on_shift=st.sampled_from((True, True, False)),
        is_active=st.sampled_from((True, True, True, False)),
        load=st.fixed_dictionaries({"mail": st.integers(0, 4), "phone": st.integers(0, 1)}),
        most=st.fixed_dictionaries({"mail": st.integers(0, 4), "phone": st.integers(0, 1)}),
        last_given=st.integers(0, 3).map(lambda hours: DAWN + timedelta(hours=hours)),
    ),
    max_size=6,
    unique_by=lambda one: one.agent,
)


def same(one: str, other: str) -> bool:
    return one[:2] == other[:2]


def may(task: Task, one: Candidate) -> bool:
    """The oracle's own words for who may get it."""
    if not one.is_active or one.availability != "online" or not one.on_shift or one.agent in task.tried:
        return False
    if task.teams and not set(task.teams) & one.teams:
        return False
    if one.load[task.work] >= one.most[task.work]:
        return False
    if task.match == Match.MUST and task.language and not any(same(own, task.language) for own in one.languages):
        return False
    return all(one.skills.get(need.skill, 0) >= need.level for need in task.needs if need.is_must)


def beats(task: Task, one: Candidate, other: Candidate) -> bool:
    """The oracle's own words for who stands before whom: one rule after the other."""
    if task.last_agent in (one.agent, other.agent):
        return one.agent == task.last_agent
    if task.teams:
        first, second = (
            min(task.teams.index(team) for team in each.teams & set(task.teams)) for each in (one, other)
        )
        if first != second:
            return first < second
    if task.match != Match.ANY and task.language:
        speaks, also = (any(same(own, task.language) for own in each.languages) for each in (one, other))
        if speaks != also:
            return speaks
    met, met_too = (
        len([need for need in task.needs if each.skills.get(need.skill, 0) >= need.level]) for each in (one, other)
    )
    if met != met_too:
        return met > met_too
    if task.way == Way.SKILLS:
        level, level_too = (sum(each.skills.get(need.skill, 0) for need in task.needs) for each in (one, other))
        if level != level_too:
            return level > level_too
    if task.way != Way.TURNS:
        mine = one.load[task.work] * other.most[task.work]
        theirs = other.load[task.work] * one.most[task.work]
        if mine != theirs:
            return mine < theirs
    return (one.last_given, one.agent) < (other.last_given, other.agent)


@given(tasks, people)
def test_the_decision_is_the_oracles_whatever_the_order(task: Task, crowd: list[Candidate]) -> None:
    able = [one for one in crowd if may(task, one)]
    winner = next((one.agent for one in able if all(beats(task, one, o) for o in able if o is not one)), None)
    decision = decide(task, crowd)
    assert decision.agent == winner
    assert decide(task, list(reversed(crowd))) == decision
    assert {passed.agent for passed in decision.passed} == {one.agent for one in crowd} - {one.agent for one in able}


def olena(**given: object) -> Candidate:
    return replace(
        Candidate(1, frozenset({1}), frozenset({"uk", "it"}), load={"mail": 2}, most={"mail": 8}),
        **given,  # type: ignore[arg-type]
    )


TASK = Task(41, teams=(1,), language="uk")


def test_the_reasons_are_facts() -> None:
    decision = decide(replace(TASK, needs=(Need(7),), last_agent=1), [olena(skills={7: 2})])
    assert (decision.why, decision.load, decision.most) == (("last", "language:uk", "skill:7", "load"), 2, 8)


def test_a_region_of_a_language_does_not_matter() -> None:
    assert decide(replace(TASK, language="uk-UA", match=Match.MUST), [olena()]).agent == 1


def test_a_manual_route_gives_to_nobody_though_somebody_could() -> None:
    assert decide(replace(TASK, way=Way.MANUAL), [olena()]) == decide(replace(TASK, way=Way.MANUAL), [])


def test_each_refusal_is_told_by_its_first_reason() -> None:
    cases = {
        Refusal.CLOSED: olena(is_active=False),
        Refusal.TEAM: olena(teams=frozenset({2})),
        Refusal.OFF: olena(on_shift=False),
        Refusal.AWAY: olena(availability="away"),
        Refusal.BUSY: olena(availability="busy"),
        Refusal.NOTHING: olena(most={"mail": 0}),
        Refusal.FULL: olena(load={"mail": 8}),
        Refusal.LANGUAGE: olena(languages=frozenset({"it"})),
        Refusal.SKILL: olena(skills={7: 1}),
    }
    task = replace(TASK, match=Match.MUST, needs=(Need(7, 2),))
    for reason, one in cases.items():
        assert [each.refusal for each in decide(task, [one]).passed] == [reason]
    assert decide(replace(task, tried=frozenset({1})), [olena(skills={7: 3})]).passed[0].refusal == Refusal.TRIED
