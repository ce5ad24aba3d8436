"""Static files are collected only when they have changed: compressing them takes longer than all the rest."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from glokal.environment import BASE_DIR, VAR_DIR

STAMP = VAR_DIR / "static" / ".stamp"
COMMAND = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]


@contextmanager
def static_files_collected() -> Iterator[None]:
    """Bring var/static up to date with static/ and the pinned packages while the block runs; done when it ends.

    Raises CalledProcessError when that fails.
    """
    stamp = _stamp()
    if STAMP.exists() and STAMP.read_text() == stamp:
        yield
        return
    with subprocess.Popen(COMMAND, cwd=BASE_DIR) as collecting:
        yield
        if collecting.wait():
            raise subprocess.CalledProcessError(collecting.returncode, COMMAND)
    STAMP.write_text(stamp)


def _stamp() -> str:
    files = [path for path in (BASE_DIR / "static").rglob("*") if path.is_file()]
    files.append(BASE_DIR / "requirements.txt")
    seen = sorted(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return sha256("\n".join(seen).encode()).hexdigest()
