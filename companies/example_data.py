"""The made-up companies of companies/demo/, for trying the platform out."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from companies.models import Company
from organisations.example_data import create_example

FILES = Path(__file__).resolve().parent / "demo"
FACTS = ("legal_form", "staff_band", "founded", "register_court", "register_number")


def rows() -> Iterator[dict[str, Any]]:
    """All example companies, with the region's code under "region"."""
    for path in sorted(FILES.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["company"]:
            # so that each of them can be asked; no mail reaches a name under .example
            host = row["website"].removeprefix("https://").removeprefix("www.").strip("/")
            country = "CZ" if path.stem.startswith("CZ") else "DE"
            yield {"email": f"info@{host}", **row, "region": path.stem, "country": country}


def load_companies() -> list[Company]:
    """Publish the example companies that are not there yet; returns the new ones."""
    known = set(Company.objects.filter(is_example=True).values_list("name", flat=True))
    return [
        create_example(Company, row, {name: row[name] for name in FACTS if name in row})
        for row in rows()
        if row["name"] not in known
    ]
