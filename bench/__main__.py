"""`python -m bench`: build the corpus when it is missing, measure every page, print a table, add to var/bench.jsonl."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from bench.corpus import CORPUS, ensure_corpus
from bench.database import manage
from bench.jobs import jobs
from bench.measure import ADDRESSES, measure
from bench.pages import pages
from bench.planner import plans
from bench.race import races
from bench.server import running_server
from bench.statements import statements
from glokal.environment import VAR_DIR

FLOOR = "floor"
COLUMNS = ("page", "language", "rps", "p50_ms", "p95_ms", "p99_ms", "cpu_ms", "db_cpu_ms", "sql", "bytes", "ratio",
           "p95_ratio")  # fmt: skip


def main() -> None:
    """Measure and write."""
    ensure_corpus()
    manage("collectstatic", "--noinput", "-v0")
    asked = pages(ADDRESSES)
    counted = statements(asked)
    run = datetime.now(UTC).isoformat(timespec="seconds")
    with running_server() as server:
        measured = measure(server, asked)
        raced = list(races(server, run))
    raced += jobs(run)
    raced += plans(run)
    rows: list[dict[str, Any]] = [
        {"run": run, "corpus": CORPUS, "page": one.page.name, "language": one.page.language}
        | one.result()
        | {"sql": counted[one.page.name, one.page.language]}
        for one in measured
    ]
    floor = next(row for row in rows if row["page"] == FLOOR)
    with (VAR_DIR / "bench.jsonl").open("a") as file:
        for row in rows:
            row["ratio"] = round(row["cpu_ms"] / floor["cpu_ms"], 2)
            row["p95_ratio"] = round(row["p95_ms"] / floor["p95_ms"], 2)
            file.write(json.dumps(row) + "\n")
        file.writelines(json.dumps(race) + "\n" for race in raced)
    _print(rows)
    for race in raced:
        sys.stdout.write(json.dumps(race) + "\n")


def _print(rows: list[dict[str, Any]]) -> None:
    table = [COLUMNS, *[tuple(str(row[name]) for name in COLUMNS) for row in rows]]
    widths = [max(len(line[index]) for line in table) for index in range(len(COLUMNS))]
    for line in table:
        sys.stdout.write("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) + "\n")


if __name__ == "__main__":
    main()
