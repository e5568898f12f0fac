"""Static files as they are served: hashed, compressed, and the stylesheets of every page as one file.

A page with two dozen stylesheets asks two dozen questions before it shows anything; they stay two dozen files
for who writes them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from cordee.ui.sheets import BUNDLE, EVERYWHERE, path_of


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins the stylesheets of every page before files get their hashed names."""

    has_bundle = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """What `collectstatic` does last: the bundle is one more file of those it gathered."""
        if not dry_run:
            whole = "\n".join(Path(self.path(path_of(name))).read_text("utf-8") for name in EVERYWHERE)
            Path(self.path(BUNDLE)).write_text(whole, "utf-8")
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)
