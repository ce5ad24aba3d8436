"""Static files are collected only when they have changed: compressing them takes longer than all the rest."""

from hashlib import sha256

from django.core.management import call_command

from glokal.environment import BASE_DIR, VAR_DIR

STAMP = VAR_DIR / "static" / ".stamp"


def collect_static() -> None:
    """Bring var/static up to date with static/ and the pinned packages."""
    stamp = _stamp()
    if STAMP.exists() and STAMP.read_text() == stamp:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    STAMP.write_text(stamp)


def _stamp() -> str:
    files = [path for path in (BASE_DIR / "static").rglob("*") if path.is_file()]
    files.append(BASE_DIR / "requirements.txt")
    seen = sorted(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return sha256("\n".join(seen).encode()).hexdigest()
