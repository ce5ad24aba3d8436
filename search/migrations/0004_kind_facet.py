"""The kind of an entry becomes a facet, so that the search counts its tabs together with everything else."""

from django.db import migrations

ADD = """
    UPDATE search_document SET facets = array_append(facets, 'kind:' || kind)
    WHERE NOT EXISTS (SELECT FROM unnest(facets) AS code WHERE starts_with(code, 'kind:'))
"""
NEW_VERSION = "UPDATE search_indexversion SET number = number + 1"


class Migration(migrations.Migration):
    dependencies = [("search", "0003_meaning")]

    operations = [migrations.RunSQL([ADD, NEW_VERSION], migrations.RunSQL.noop)]
