"""Whom people could meet whose partner has not come: wishes for a meeting that nobody has answered."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Q

from exchange.choices import RequestState
from exchange.models import Ban, Exchange, MeetingRequest
from exchange.planner.problem import Problem, Request
from exchange.planner.replan import Replanned
from exchange.problems import can_talk

NOT_ANSWERED = (RequestState.OPEN, RequestState.EXPIRED)
LEAST = 1
"""Weight of such a wish: less than of any that both sides have agreed to."""


def lost_meetings(problem: Problem, found: Replanned, here: Collection[str]) -> Counter[str]:
    """How many meetings each of those who are `here` has lost without getting another one; only those with any."""
    ends = {one.id: (one.source, one.target) for one in problem.requests}
    number: Counter[str] = Counter()
    number.update(person for name in found.fallen for person in ends.get(name, ()))
    number.subtract(person for name in found.added for person in ends.get(name, ()))
    return Counter({person: lost for person, lost in number.items() if lost > 0 and person in here})


def unanswered(exchange: Exchange, problem: Problem, people: Iterable[str]) -> tuple[Request, ...]:
    """What these people have asked for, or were asked for, without an answer; two statements.

    Not where one of the two has declined, where they may not meet or cannot talk, or where a meeting is wanted anyway.
    """
    asked = [int(person) for person in people]
    rows = MeetingRequest.objects.filter(Q(source__in=asked) | Q(target__in=asked), exchange=exchange)
    pairs: dict[frozenset[str], list[MeetingRequest]] = {}
    for row in rows.order_by("pk"):
        pairs.setdefault(frozenset((str(row.source_id), str(row.target_id))), []).append(row)
    known = {frozenset((one.source, one.target)) for one in problem.requests}
    banned = Ban.objects.filter(exchange=exchange).values_list("first", "second")
    known |= {frozenset(map(str, pair)) for pair in banned}
    languages = {one.id: one.languages for one in problem.participants}
    return tuple(
        _wish(said)
        for pair, said in pairs.items()
        if pair not in known
        and pair <= languages.keys()
        and can_talk(*(languages[person] for person in pair))
        and _is_unanswered(said)
    )


def most_meetings(problem: Problem, found: Replanned, lost: Counter[str]) -> dict[str, int]:
    """How many meetings those who have lost some may have, so that they get no more in place of them."""
    ends = {one.id: (one.source, one.target) for one in problem.requests}
    held = Counter(person for one in found.plan.meetings for person in ends.get(one.request, ()))
    return {person: held[person] + number for person, number in lost.items()}


def _is_unanswered(said: Collection[MeetingRequest]) -> bool:
    states = {row.state for row in said}
    return bool(states & {*NOT_ANSWERED}) and not states & {RequestState.DECLINED, RequestState.ACCEPTED}


def _wish(said: list[MeetingRequest]) -> Request:
    """The one that still waits, else the latest."""
    row = next((one for one in said if one.state == RequestState.OPEN), None)
    row = row or [one for one in said if one.state == RequestState.EXPIRED][-1]
    return Request(str(row.pk), str(row.source_id), str(row.target_id), LEAST)
