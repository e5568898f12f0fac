"""The atlas slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AtlasConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.atlas"
    verbose_name = _("Atlas")

    def ready(self) -> None:
        """Keep the rows that answer the query in step with every recorded change."""
        from cordee.atlas.index import follow
        from cordee.journal import operations as journal

        journal.subscribe(follow.follow)
