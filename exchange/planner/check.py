"""Whether a plan keeps all rules; shares no code with the search, only the words of `problem`."""

from collections import Counter, defaultdict

from exchange.planner.problem import Meeting, Participant, Plan, Problem, Reason, Request, Table


def violations(problem: Problem, plan: Plan) -> list[str]:
    """One sentence for each broken rule; an empty list when the plan is in order."""
    requests = {one.id: one for one in problem.requests}
    found = [f"Unknown request {one.request}." for one in plan.meetings if one.request not in requests]
    known = [one for one in plan.meetings if one.request in requests]
    twice = Counter([*(one.request for one in plan.meetings), *plan.unmet])
    found += [f"Request {name} appears {number} times." for name, number in twice.items() if number > 1]
    found += [f"Request {name} is neither planned nor unmet." for name in requests if name not in twice]
    found += [f"The reason of {name} is unknown." for name, why in plan.unmet.items() if why not in set(Reason)]
    for meeting in known:
        found += _alone(problem, requests[meeting.request], meeting)
    return found + _together(problem, requests, known)


def _alone(problem: Problem, request: Request, meeting: Meeting) -> list[str]:
    people = {one.id: one for one in problem.participants}
    tables = {one.id: one for one in problem.tables}
    found = []
    if not 0 <= meeting.slot < problem.slots:
        found.append(f"{meeting.request}: there is no slot {meeting.slot}.")
    both = people[request.source], people[request.target]
    found += [f"{meeting.request}: {one.id} is not available." for one in both if meeting.slot not in one.available]
    table = tables.get(meeting.table)
    if table is None:
        found.append(f"{meeting.request}: there is no table {meeting.table}.")
    else:
        found += _at_table(problem, table, both, meeting)
    if meeting.interpreter is not None or not both[0].languages & both[1].languages:
        able = {one.id for one in problem.interpreters if meeting.slot in one.slots}
        if meeting.interpreter not in able:
            found.append(f"{meeting.request}: no interpreter, or not available.")
    return found


def _at_table(problem: Problem, table: Table, both: tuple[Participant, Participant], meeting: Meeting) -> list[str]:
    found = []
    if meeting.slot not in table.slots:
        found.append(f"{meeting.request}: table {table.id} is not there in slot {meeting.slot}.")
    if table.host is not None and table.host not in {one.id for one in both}:
        found.append(f"{meeting.request}: table {table.id} belongs to {table.host}.")
    if table.host is None and {one.host for one in problem.tables} & {one.id for one in both}:
        found.append(f"{meeting.request}: a host meets at the own table only.")
    return found


def _together(problem: Problem, requests: dict[str, Request], meetings: list[Meeting]) -> list[str]:
    uses: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    number: Counter[str] = Counter()
    for one in meetings:
        uses["table", one.table, one.slot] += 1
        if one.interpreter is not None:
            uses["interpreter", one.interpreter, one.slot] += 1
        for end in (requests[one.request].source, requests[one.request].target):
            uses["participant", end, one.slot] += 1
            number[end] += 1
    found = [
        f"{kind} {name} is used {times} times in slot {slot}."
        for (kind, name, slot), times in uses.items()
        if times > 1
    ]
    return found + [
        f"{one.id} has {number[one.id]} meetings, more than {one.max_meetings}."
        for one in problem.participants
        if one.max_meetings is not None and number[one.id] > one.max_meetings
    ]
