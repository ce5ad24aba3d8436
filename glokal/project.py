"""The facts of the project that the platform was ordered with."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FACTS = Path(__file__).resolve().parent / "data" / "project.toml"


@cache
def project() -> dict[str, Any]:
    """Aims, partners, budget, period, measures, area and events, as in glokal/data/project.toml."""
    facts: dict[str, Any] = tomllib.loads(FACTS.read_text(encoding="utf-8"))["project"]
    return facts
