"""The corpus "20k": 20,000 organisations and 100,000 offers and demands, built once."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg

from bench.database import DATABASE, connect, manage, with_django
from bench.mixing import Mixer
from glokal import embedded
from glokal.environment import BASE_DIR

CORPUS = "20k"
COMPANIES, LISTINGS = 20_000, 100_000
MADE_FROM = (
    "bench/corpus.py", "bench/congress.py", "bench/registrations.py", "bench/mixing.py", "bench/pool.py",
    "*/migrations/0*.py",
    "companies/demo/*", "listings/demo/*", "*/documents.py", "search/passages.py", "search/writing.py",
    "search/semantics/data/map.npz",
)  # fmt: skip
INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'search_document' AND indexname NOT IN (
        SELECT conname FROM pg_constraint WHERE conrelid = 'search_document'::regclass
    )
"""


def ensure_corpus() -> None:
    """Build the corpus when there is none, or when that of other migrations, texts or rules is there."""
    recipe = _recipe()
    with connect(embedded.OWNER, autocommit=True) as server:
        found = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if found and found[0] == recipe:
            return
        start = time.monotonic()
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        server.execute(f"CREATE DATABASE {DATABASE}")
        _build()
        server.execute(f"COMMENT ON DATABASE {DATABASE} IS '{recipe}'")
        sys.stderr.write(f"corpus built in {time.monotonic() - start:.0f} s\n")


def _recipe() -> str:
    """Changes with whatever the corpus is made from."""
    files = sorted(path for pattern in MADE_FROM for path in Path(BASE_DIR).glob(pattern) if path.is_file())
    marks = [(path.relative_to(BASE_DIR).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in files]
    return sha256(repr(marks).encode()).hexdigest()


def _build() -> None:
    for command in ("migrate", "load_reference", "load_demo"):
        manage(command)
    with_django("bench.congress.build")
    with_django("bench.registrations.build")
    _say("reading the texts of the pool")
    with_django("bench.pool.build")
    with connect() as database:
        _say("mixing")
        mixer = Mixer(database)
        with _without_indexes(database):
            mixer.companies(COMPANIES)
            mixer.listings(LISTINGS)
            _say("indexes")
    with connect(autocommit=True) as database:
        database.execute("VACUUM ANALYZE")
        # what is still to be written would be written while pages are measured
        database.execute("CHECKPOINT")
    with_django("search.version.new_index_version")


@contextmanager
def _without_indexes(database: psycopg.Connection) -> Iterator[None]:
    """Make the indexes of the documents anew afterwards, which takes a tenth of the time."""
    indexes = database.execute(INDEXES).fetchall()
    for name, _definition in indexes:
        database.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        database.execute(definition)


def _say(what: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")
