from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="contact_phone",
            field=models.CharField(blank=True, max_length=40, verbose_name="phone of the contact person"),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="phone",
            field=models.CharField(blank=True, max_length=40, verbose_name="phone"),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="sort_key_cs",
            field=models.CharField(db_collation="C", db_index=True, editable=False, max_length=1000),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="sort_key_de",
            field=models.CharField(db_collation="C", db_index=True, editable=False, max_length=1000),
        ),
    ]
