"""The codes of a document stay beside its number: a list with three facets compares them for thousands of documents.

Out of line, each comparison was three more looks into the table; the same goes for the fingerprints that tell whether a
document has been read for its meaning. Documents that are there move when they are written
the next time (`rebuild_search`).
"""

from django.db import migrations

COLUMNS = ("facets", "passages", "embedded_passages")


def _stored(how: str) -> str:
    return "ALTER TABLE search_document " + ", ".join(f"ALTER {column} SET STORAGE {how}" for column in COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_layout")]

    operations = [migrations.RunSQL(_stored("MAIN"), _stored("EXTENDED"))]
