"""`python -m tests.project.messages`: fails when the catalogues do not hold exactly the texts of the sources."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from glokal.environment import BASE_DIR

IGNORED = ("tests", "docs", "static")


def main() -> int:
    """Extract into a copy and compare; the number of differences."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "glokal"
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"], cwd=BASE_DIR, check=True, capture_output=True, text=True
        )
        for name in listed.stdout.splitlines():
            source = BASE_DIR / name
            if source.suffix in {".py", ".html", ".txt", ".po"} and not name.startswith(IGNORED) and source.exists():
                target = copy / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        command = [sys.executable, "manage.py", "makemessages", "--no-obsolete", "--no-wrap", "--no-location"]
        subprocess.run([*command, "-l", "de", "-l", "cs"], cwd=copy, check=True, capture_output=True)
        return sum(_differences(language, copy) for language in ("de", "cs"))


def _differences(language: str, copy: Path) -> int:
    path = Path("locale") / language / "LC_MESSAGES" / "django.po"
    there, wanted = ({(e.msgctxt, e.msgid) for e in polib.pofile(str(root / path))} for root in (BASE_DIR, copy))
    for _context, text in sorted(wanted - there, key=str):
        print(f"{language}: not in the catalogue, run make messages: {text!r}")  # noqa: T201
    for _context, text in sorted(there - wanted, key=str):
        print(f"{language}: no longer used, run make messages: {text!r}")  # noqa: T201
    return len(there ^ wanted)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
