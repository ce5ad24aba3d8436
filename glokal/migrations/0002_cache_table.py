"""The table of the database cache, which holds rate limits among other things."""

from django.db import migrations


class Migration(migrations.Migration):
    """What `createcachetable` makes, so that `migrate` alone sets a database up."""

    dependencies = [("glokal", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE IF NOT EXISTS glokal_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX IF NOT EXISTS glokal_cache_expires ON glokal_cache (expires);
            """,
            "DROP TABLE IF EXISTS glokal_cache",
        )
    ]
