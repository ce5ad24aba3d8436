"""How long a plan of meetings takes, and how far it is from what is proven to be possible."""

from collections.abc import Iterator
from typing import Any

from exchange.planner.check import violations
from exchange.planner.examples import SHAPES, example
from exchange.planner.solve import Options, Progress, solve

NAMES = {"150x600": ("even", 15.0), "150x600 skewed": ("skewed", 15.0), "300x1500": ("large", 90.0)}


def plans(run: str) -> Iterator[dict[str, Any]]:
    """A line for each shape: seconds until the best plan and its bound were known, gap of the whole run."""
    for name, (shape, seconds) in NAMES.items():
        told: list[Progress] = []
        problem = example(SHAPES[shape], 1)
        solution = solve(problem, Options(seconds=seconds, progress=told.append))
        closest = min(told, key=lambda one: (one.bound - one.objective, one.seconds))
        yield {
            "run": run,
            "planner": name,
            "seconds": round(closest.seconds, 2),
            "gap": round(solution.gap, 6),
            "violations": len(violations(problem, solution.plan)),
        }
