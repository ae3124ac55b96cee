import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ponte.lib.clock

# Of what happened before there were notices nobody is told: the mark and the cursor stand at the journal's end.
BEGIN = """
    INSERT INTO events_cursor (name, txid, event_id, handled, failures, error)
    SELECT cursor.name, last.txid::text::bigint, last.id, 0, 0, ''
    FROM (SELECT txid, id FROM events_event ORDER BY txid DESC, id DESC LIMIT 1) AS last,
        (VALUES ('notices'), ('notices (told)')) AS cursor (name)
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
        ("team", "0002_sign_in"),
        ("tickets", "0007_index_for_views"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Browser",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("endpoint", models.URLField(max_length=1000, unique=True)),
                ("key", models.CharField(max_length=100)),
                ("secret", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("created_at", models.DateTimeField(default=ponte.lib.clock.now)),
                ("reached_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="browsers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Personal",
            fields=[
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notice_settings",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("quiet", models.BooleanField(default=False)),
                ("quiet_from", models.TimeField(default=datetime.time(19, 0))),
                ("quiet_until", models.TimeField(default=datetime.time(8, 0))),
                ("quiet_weekend", models.BooleanField(default=False)),
                ("breaches_break", models.BooleanField(default=False)),
                ("digest", models.CharField(choices=[("hour", "hour"), ("day", "day")], default="day", max_length=4)),
                ("digest_time", models.TimeField(default=datetime.time(8, 0))),
                ("agenda", models.BooleanField(default=False)),
                ("digest_next_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("digest_next_at__isnull", False)),
                        fields=["digest_next_at"],
                        name="notice_digest_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("breached", "A deadline was missed"),
                            ("escalated", "A ticket is escalated to me or my team"),
                            ("returned", "My escalation comes back"),
                            ("mentioned", "I am mentioned in a note"),
                            ("reminder", "My reminder is due"),
                            ("promise", "A promise on my ticket is near, or was broken"),
                            ("delivery", "My reply was not delivered, or was held back"),
                            ("assigned", "A colleague gives me a ticket"),
                            ("routed", "A ticket is given to me automatically"),
                            ("handed", "A draft is handed to me"),
                            ("warned", "A deadline is near"),
                            ("customer", "The customer writes on my ticket"),
                            ("followed", "News on a ticket I follow, or a colleague writes on mine"),
                            ("woken", "My ticket is back from snooze"),
                            ("attention", "The watch finds my ticket forgotten"),
                            ("new", "A new ticket in my teams, or without a team"),
                            ("job", "My change to many tickets is done"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("message_id", models.BigIntegerField(default=0)),
                ("actor", models.CharField(default="system", max_length=40)),
                ("data", models.JSONField(default=dict)),
                ("number", models.SmallIntegerField(default=1)),
                ("messages", models.SmallIntegerField(default=0)),
                ("first_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("in_app", models.BooleanField(default=True)),
                ("in_digest", models.BooleanField(default=False)),
                ("mail_at", models.DateTimeField(null=True)),
                ("push_at", models.DateTimeField(null=True)),
                ("attempts", models.SmallIntegerField(default=0)),
                (
                    "agent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agent", "-id"], name="notice_list"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["agent", "ticket"],
                        name="notice_unread",
                    ),
                    models.Index(
                        condition=models.Q(("mail_at__isnull", False)), fields=["mail_at"], name="notice_mail"
                    ),
                    models.Index(
                        condition=models.Q(("push_at__isnull", False)), fields=["push_at"], name="notice_push"
                    ),
                    models.Index(fields=["at"], name="notice_age"),
                ],
                "constraints": [models.UniqueConstraint(fields=("agent", "source"), name="notice_once")],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("breached", "A deadline was missed"),
                            ("escalated", "A ticket is escalated to me or my team"),
                            ("returned", "My escalation comes back"),
                            ("mentioned", "I am mentioned in a note"),
                            ("reminder", "My reminder is due"),
                            ("promise", "A promise on my ticket is near, or was broken"),
                            ("delivery", "My reply was not delivered, or was held back"),
                            ("assigned", "A colleague gives me a ticket"),
                            ("routed", "A ticket is given to me automatically"),
                            ("handed", "A draft is handed to me"),
                            ("warned", "A deadline is near"),
                            ("customer", "The customer writes on my ticket"),
                            ("followed", "News on a ticket I follow, or a colleague writes on mine"),
                            ("woken", "My ticket is back from snooze"),
                            ("attention", "The watch finds my ticket forgotten"),
                            ("new", "A new ticket in my teams, or without a team"),
                            ("job", "My change to many tickets is done"),
                        ],
                        max_length=10,
                    ),
                ),
                ("in_app", models.BooleanField()),
                (
                    "mail",
                    models.CharField(
                        blank=True,
                        choices=[("", "No mail"), ("now", "At once"), ("digest", "In the digest")],
                        default="",
                        max_length=6,
                    ),
                ),
                ("push", models.BooleanField()),
                (
                    "agent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agent", "sort"), name="notice_preference_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
