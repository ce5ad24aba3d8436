"""Demands without a name, and addresses of files that say nothing about their order."""

from django.db import migrations, models

import listings.models


class Migration(migrations.Migration):
    dependencies = [("listings", "0001_initial")]

    operations = [
        migrations.AddField(
            "listing",
            "is_cipher",
            models.BooleanField(
                default=False,
                help_text="Nobody but your chamber learns who you are, until you and the other side agree.",
                verbose_name="cipher demand",
            ),
        ),
        migrations.AddField(
            "listing",
            "cipher_place",
            models.CharField(
                choices=[("region", "The region"), ("country", "Only the country")],
                default="region",
                max_length=7,
                verbose_name="what the readers of a cipher demand learn of the place",
            ),
        ),
        migrations.AlterField("listing", "town", models.CharField(blank=True, max_length=100, verbose_name="town")),
        migrations.AddConstraint(
            "listing",
            models.CheckConstraint(
                condition=models.Q(("is_cipher", False), ("direction", "demand"), _connector="OR"),
                name="listing_cipher_is_demand",
            ),
        ),
        migrations.AddConstraint(
            "listing",
            models.CheckConstraint(
                condition=models.Q(
                    ("is_cipher", False),
                    models.Q(("lat", None), ("lon", None), ("postcode", ""), ("town", "")),
                    _connector="OR",
                ),
                name="listing_cipher_no_town",
            ),
        ),
        migrations.AddField(
            "attachment",
            "key",
            models.CharField(default=listings.models.new_key, editable=False, max_length=32, null=True),
        ),
        # one default would be the same for all rows that are there already
        migrations.RunSQL(
            "UPDATE listings_attachment SET key = replace(gen_random_uuid()::text, '-', '')", migrations.RunSQL.noop
        ),
        migrations.AlterField(
            "attachment",
            "key",
            models.CharField(default=listings.models.new_key, editable=False, max_length=32, unique=True),
        ),
    ]
