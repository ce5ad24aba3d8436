"""The codes of a document stay beside its number: a list with three facets compares them for thousands of documents.

Out of line, each comparison was three more looks into the table. Documents that are there move when they are written
the next time (`rebuild_search`).
"""

from django.db import migrations

SHORT = "ALTER TABLE search_document ALTER facets SET STORAGE MAIN"
LONG = "ALTER TABLE search_document ALTER facets SET STORAGE EXTENDED"


class Migration(migrations.Migration):
    dependencies = [("search", "0005_layout")]

    operations = [migrations.RunSQL(SHORT, LONG)]
