"""The region's real institutions, from institutions/data/institutions.toml."""

import tomllib
from pathlib import Path

from institutions.models import Institution
from organisations.example_data import create_example

FILE = Path(__file__).resolve().parent / "data" / "institutions.toml"


def load_institutions() -> list[Institution]:
    """Publish the institutions that are not there yet; returns the new ones."""
    known = set(Institution.objects.values_list("name", flat=True))
    loaded = []
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["institution"]:
        if row["name"] not in known:
            facts = {"type": row["type"], "project_role": row["project_role"]}
            entry = create_example(Institution, row, facts, is_example=False)
            entry.regions_served.set(row["regions_served"])
            loaded.append(entry)
    return loaded
