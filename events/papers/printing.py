"""Turns data into a PDF. Texts of users reach the template as JSON, never as source."""

import base64
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

HERE = Path(__file__).parent
FONTS = Path(settings.STATICFILES_DIRS[0]) / "vendor" / "fira-sans"
PATIENCE = 60  # seconds; 500 badges take about two


class NotPrinted(Exception):
    """A template has an error, or a paper takes too long."""


@cache
def _source(name: str) -> str:
    return (HERE / "templates" / name).read_text()


def _compile(template: str, data: dict[str, Any], **options: Any) -> list[bytes]:
    files = {
        "main.typ": _source(f"{template}.typ"),
        "house.typ": _source("house.typ"),
        "data.json": json.dumps(data, ensure_ascii=False),
    }
    job = json.dumps({"files": files, "fonts": [str(FONTS)], "options": options})
    # a process that printed much would never give the memory back
    command = [sys.executable, "-I", str(HERE / "compiling.py")]
    try:
        done = subprocess.run(command, input=job.encode(), capture_output=True, check=True, timeout=PATIENCE)
    except subprocess.CalledProcessError as error:
        raise NotPrinted(error.stderr.decode()[-500:]) from error
    except subprocess.TimeoutExpired as error:
        raise NotPrinted(f"{template}: more than {PATIENCE} seconds") from error
    return [base64.b64decode(piece) for piece in json.loads(done.stdout)]


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The paper as tagged PDF/UA-1. Raises NotPrinted."""
    return _compile(template, data, format="pdf", pdf_standards=["ua-1"])[0]


def pictures(template: str, data: dict[str, Any], *, ppi: float = 72.0) -> list[bytes]:
    """Each page as PNG, to look at. Raises NotPrinted."""
    return _compile(template, data, format="png", ppi=ppi)
