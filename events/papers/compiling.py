"""Runs as a process of its own, `python compiling.py < job > paper`: what typst remembers of a paper goes with it."""

import base64
import json
import sys
from typing import Any

import typst


def compiled(job: dict[str, Any]) -> list[bytes]:
    """The paper in one piece, or its pages as pictures."""
    files = {name: text.encode() for name, text in job["files"].items()}
    done: Any = typst.compile(files, font_paths=job["fonts"], ignore_system_fonts=True, **job["options"])
    return done if isinstance(done, list) else [done]


if __name__ == "__main__":
    pieces = compiled(json.load(sys.stdin))
    json.dump([base64.b64encode(piece).decode() for piece in pieces], sys.stdout)
