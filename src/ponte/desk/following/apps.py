from pathlib import Path

from django.apps import AppConfig


class Following(AppConfig):
    name = "ponte.desk.following"
    label = "desk_following"

    def ready(self) -> None:
        from ponte.desk.following import strip
        from ponte.desk.ticket import belongings, sections
        from ponte.ui import scripts

        scripts.add_area("following", Path(self.path))
        belongings.register("follow-ups", "following_up_followup WHERE ticket_id = %(ticket)s AND ended_at IS NULL")
        sections.register("acts", "follow-up", "following/act.html", strip.may_follow_up, order=10)
        sections.register("menu", "follow-up", "following/menu.html", strip.may_follow_up, order=5)
        sections.register("strip", "follow-ups", "following/strip.html", strip.read, order=10)
