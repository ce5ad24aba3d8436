"""`manage.py plan_meetings`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.planner.check import violations
from exchange.planner.reading import ProblemError, concerns, read_problem
from exchange.planner.solve import Options, Progress, solve


class Command(BaseCommand):
    """A meeting-exchange problem from a file through the planner of the site."""

    help = "Plans the meetings of a problem in a file; prints one JSON object."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the time and where the plan goes."""
        parser.add_argument("problem", type=Path, help="JSON file")
        parser.add_argument("--seconds", type=float, default=30.0, help="how long to search at most (%(default)s)")
        parser.add_argument("--out", type=Path, help="also write the plan with its reasons into this JSON file")
        parser.add_argument("--workers", type=int, default=2, help="threads; with 1 plans repeat (%(default)s)")
        parser.add_argument("--progress", action="store_true", help="also each step, on standard error")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, warn, plan, check, write and print."""
        try:
            problem = read_problem(json.loads(options["problem"].read_text(encoding="utf-8")))
        except ProblemError as error:
            raise CommandError("The problem cannot be planned:\n" + "\n".join(error.faults)) from error
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['problem']} cannot be read: {error}") from error
        for line in concerns(problem):
            self.stderr.write(f"Note: {line}")
        tell = self._tell if options["progress"] else lambda _: None
        solution = solve(problem, Options(options["seconds"], options["workers"], progress=tell))
        broken = violations(problem, solution.plan)
        for line in broken:
            self.stderr.write(f"Violation: {line}")
        if options["out"]:
            options["out"].write_text(json.dumps(solution.plan.as_json(), indent=1) + "\n", encoding="utf-8")
        answer = {
            "scheduled": len(solution.plan.meetings),
            "objective": solution.objective,
            "bound": solution.bound,
            "gap": round(solution.gap, 6),
            "seconds": round(solution.seconds, 2),
            "violations": len(broken),
        }
        self.stdout.write(json.dumps(answer))

    def _tell(self, progress: Progress) -> None:
        self.stderr.write(f"{progress.seconds:.1f} s {progress.phase}: {progress.objective} of {progress.bound}")
