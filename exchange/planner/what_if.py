"""What more tables or interpreters would bring, before anybody rents or books them."""

from dataclasses import dataclass, replace

from exchange.planner.problem import Problem
from exchange.planner.solve import Options, Solution, solve


@dataclass(frozen=True)
class Difference:
    """The plan with the additions, and how many more meetings and how much more weight it has."""

    solution: Solution
    meetings: int
    weight: int
    proven: bool


def what_if(
    problem: Problem, now: Solution, *, tables: int = 0, interpreters: int = 0, options: Options | None = None
) -> Difference:
    """The difference that so many more free tables and interpreters make to the plan `now`.

    `proven`: both plans are proven to be best, so that the difference is exact; else it is what was found in time.
    """
    richer = problem.with_more(tables=tables, interpreters=interpreters)
    solution = solve(richer, replace(options or Options(), first=now.plan))
    return Difference(
        solution=solution,
        meetings=len(solution.plan.meetings) - len(now.plan.meetings),
        weight=solution.objective - now.objective,
        proven=solution.gap == 0 and now.gap == 0,
    )
