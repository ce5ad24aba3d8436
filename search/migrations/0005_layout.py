"""What is asked of thousands of documents at once stays beside the number, what belongs to one of them goes out.

A typed word that stands in every third document visits a tenth of the pages then, and whoever is compared in meaning
is at hand. Documents that are there move when they are written the next time (`rebuild_search`).
"""

from django.db import migrations

SHORT = """
    ALTER TABLE search_document SET (toast_tuple_target = 512);
    ALTER TABLE search_document ALTER embedding SET STORAGE MAIN, ALTER terms SET STORAGE EXTERNAL
"""
LONG = """
    ALTER TABLE search_document RESET (toast_tuple_target);
    ALTER TABLE search_document ALTER embedding SET STORAGE EXTERNAL, ALTER terms SET STORAGE EXTENDED
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0004_kind_facet")]

    operations = [migrations.RunSQL(SHORT, LONG)]
