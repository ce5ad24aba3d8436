"""`python -m bench`: build the corpus when it is missing, measure every page, print a table, add to var/bench.jsonl."""

import json
import sys
from datetime import UTC, datetime

from bench.corpus import CORPUS, ensure_corpus
from bench.measure import measure
from bench.pages import PAGES
from bench.server import running_server
from bench.statements import statements
from glokal.environment import VAR_DIR

FLOOR = "floor"
COLUMNS = ("page", "language", "rps", "p50_ms", "p95_ms", "p99_ms", "cpu_ms", "db_cpu_ms", "sql", "bytes", "ratio")


def main() -> None:
    """Measure and write."""
    url = ensure_corpus()
    counted = statements(url)
    run = datetime.now(UTC).isoformat(timespec="seconds")
    rows = []
    with running_server(url) as server:
        for page in PAGES:
            sys.stderr.write(f"{page.name} {page.language}\n")
            rows.append({"run": run, "corpus": CORPUS, "page": page.name, "language": page.language}
                        | measure(server, page) | {"sql": counted[page.path]})  # fmt: skip
    floor = next(row["cpu_ms"] for row in rows if row["page"] == FLOOR)
    with (VAR_DIR / "bench.jsonl").open("a") as file:
        for row in rows:
            row["ratio"] = round(row["cpu_ms"] / floor, 2)
            file.write(json.dumps(row) + "\n")
    _print(rows)


def _print(rows: list[dict[str, object]]) -> None:
    table = [COLUMNS, *[tuple(str(row[name]) for name in COLUMNS) for row in rows]]
    widths = [max(len(line[index]) for line in table) for index in range(len(COLUMNS))]
    for line in table:
        sys.stdout.write("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) + "\n")


if __name__ == "__main__":
    main()
