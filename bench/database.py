"""The database of the corpus, and the site's own code run against it."""

import os
import subprocess
import sys
from urllib.parse import quote

import psycopg

from glokal import embedded
from glokal.environment import BASE_DIR

DATABASE = "glokal_bench"


def database_url() -> str:
    """Where the corpus lies: beside the embedded database."""
    embedded.ensure_running()
    return f"postgres://{embedded.OWNER}@{quote(str(embedded.socket_dir()), safe='')}/{DATABASE}"


def connect(database: str = DATABASE, *, autocommit: bool = False) -> psycopg.Connection:
    """A connection to a database of the embedded server."""
    embedded.ensure_running()
    return psycopg.connect(host=str(embedded.socket_dir()), user=embedded.OWNER, dbname=database, autocommit=autocommit)


def manage(*arguments: str) -> None:
    """Run a management command against the corpus."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=BASE_DIR, env=surroundings(), check=True, stdout=sys.stderr)


def with_django(call: str, given: str = "") -> str:
    """What `call`, such as `bench.pool.build`, prints in a process of its own that knows the site and the corpus."""
    module, _dot, function = call.rpartition(".")
    command = [sys.executable, "-c", f"import django; django.setup(); from {module} import {function}; {function}()"]
    environment = surroundings()
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environment, check=True, input=given, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def surroundings() -> dict[str, str]:
    """The environment of processes that work on the corpus."""
    own = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "glokal.settings"}
    return {**os.environ, **own, "GLOKAL_BENCH": "1", "GLOKAL_DEMO": "1", "DEBUG": "0"}
