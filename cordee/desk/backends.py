"""The team enters the back office by its office, without groups set by hand."""

from typing import Any

from django.contrib.auth.backends import BaseBackend


class TeamBackend(BaseBackend):
    """Grants entry to active members of the team, and nothing else."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Entry alone."""
        return bool(
            perm == "wagtailadmin.access_admin" and obj is None and user_obj.is_active and user_obj.is_staff
        )
