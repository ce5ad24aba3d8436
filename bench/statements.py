"""How many SQL statements each page needs."""

import json
from collections.abc import Sequence

from bench.database import with_django
from bench.pages import Page

ASKED = 8
"""So many addresses of a page are asked for."""


def statements(pages: Sequence[Page]) -> dict[tuple[str, str], int]:
    """The largest number of statements among some addresses of each page, by name and language."""
    asked = [(page.name, page.language, list(page.paths[:ASKED]), page.account) for page in pages]
    counted = json.loads(with_django("bench.inside.count", json.dumps(asked)))
    return {(name, language): number for name, language, number in counted}
