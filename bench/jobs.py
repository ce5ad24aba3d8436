"""How long jobs keep the worker busy."""

import json
from collections.abc import Iterator
from typing import Any

from bench.database import with_django


def jobs(run: str) -> Iterator[dict[str, Any]]:
    """A line for each job that is measured."""
    found = json.loads(with_django("bench.matching.refresh_some"))
    yield {"run": run, "job": "match_refresh_one", "seconds": found["p50"], "max": found["max"]}
