from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0005_fewer_indexes"),
        ("macros", "0002_take_over_ready_answers"),
    ]

    operations = [migrations.DeleteModel(name="CannedText")]
