"""The plan of the day after somebody has not come, or has come late: what begins later is changed, nothing else."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from exchange.planner.encoding import NOWHERE, encode
from exchange.planner.problem import Meeting, Participant, Plan, Problem, Reason, Request
from exchange.planner.reasons import reasons
from exchange.planner.replan import Replanned, replan


def repaired(
    problem: Problem,
    told: Plan,
    *,
    coming: Collection[int],
    absent: Collection[str],
    here: Collection[str],
    most: Mapping[str, int] | None = None,
) -> Replanned:
    """The told plan without meetings of `absent` people in the `coming` slots, and with more for those who are `here`.

    Every other meeting stays in its slot; the ones outside the coming slots also with absent people, as they are past
    or another day's. A wish that was not told comes in only between two people who are here. `most`: how many meetings
    these people get at most now; it is no reason why a wish is not met.
    """
    ends = {one.id: (one.source, one.target) for one in problem.requests}
    fixed = tuple(one for one in told.meetings if one.slot not in coming and one.request in ends)
    rest = tuple(one for one in told.meetings if one.slot in coming)
    possible = tuple(one for one in rest if not {*ends.get(one.request, ())} & {*absent})
    here_now = {person: frozenset(coming) for person in here if person not in absent}
    changed = replan(
        _to_plan(_there(_limited(problem, most or {}), (*fixed, *possible), here_now), fixed, rest, here_now.keys()),
        Plan(rest),
        locked=[one.request for one in rest],
    )
    meetings = _in_order(problem, (*fixed, *changed.plan.meetings))
    slots = {one.request: one.slot for one in meetings}
    there = _there(problem, meetings, here_now)
    unmet = reasons(there, encode(there), [slots.get(one.id, NOWHERE) for one in problem.requests])
    # for somebody who is absent, slots of past meetings are no time that could be full
    unmet |= {name: Reason.NO_COMMON_SLOT for name in unmet if not {*ends[name]}.isdisjoint(absent)}
    return replace(
        changed,
        plan=Plan(meetings, unmet),
        stayed=(*(one.request for one in fixed), *changed.stayed),
        fallen={one.request: unmet.get(one.request) for one in told.meetings if one.request not in slots},
    )


def _there(problem: Problem, meetings: Collection[Meeting], here: Mapping[str, frozenset[int]]) -> Problem:
    """The problem with everybody where they really are: in the slots of `here`, and in these meetings."""
    ends = {one.id: (one.source, one.target) for one in problem.requests}
    seats: dict[str, set[int]] = {}
    for meeting in meetings:
        for person in ends.get(meeting.request, ()):
            seats.setdefault(person, set()).add(meeting.slot)

    def left(person: Participant) -> Participant:
        slots = here.get(person.id, frozenset()) | seats.get(person.id, set())
        return replace(person, available=person.available & slots)

    return replace(problem, participants=tuple(left(one) for one in problem.participants))


def _limited(problem: Problem, most: Mapping[str, int]) -> Problem:
    def limited(person: Participant) -> Participant:
        limits = [one for one in (person.max_meetings, most.get(person.id)) if one is not None]
        return replace(person, max_meetings=min(limits, default=None))

    return replace(problem, participants=tuple(limited(one) for one in problem.participants)) if most else problem


def _to_plan(problem: Problem, fixed: Collection[Meeting], rest: Collection[Meeting], here: Collection[str]) -> Problem:
    """What is left to plan: without the fixed meetings, and with new wishes of people who are here alone."""
    done, told = {one.request for one in fixed}, {one.request for one in rest}
    held = {one.slot for one in fixed}
    met = Counter(end for one in problem.requests if one.id in done for end in (one.source, one.target))

    def left(person: Participant) -> Participant:
        most = None if person.max_meetings is None else max(person.max_meetings - met[person.id], 0)
        return replace(person, available=person.available - held, max_meetings=most)

    def is_open(one: Request) -> bool:
        return one.id in told or (one.id not in done and one.source in here and one.target in here)

    return replace(
        problem,
        participants=tuple(left(one) for one in problem.participants),
        requests=tuple(one for one in problem.requests if is_open(one)),
    )


def _in_order(problem: Problem, meetings: Collection[Meeting]) -> tuple[Meeting, ...]:
    position = {one.id: number for number, one in enumerate(problem.requests)}
    return tuple(sorted(meetings, key=lambda one: position.get(one.request, len(position))))
