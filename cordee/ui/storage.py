"""Static files as they are served: under hashed names, compressed, stylesheets joined."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from cordee.ui import sheets


# WhiteNoise has no types.
class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins each list of stylesheets before files get their hashed names."""

    def has_joined(self, names: str) -> bool:
        """Whether this list was among those of the templates when files were gathered."""
        return self.hash_key(sheets.bundle(names)) in self.hashed_files

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """What `collectstatic` does last; the joined files are some more of those it gathered."""
        if not options.get("dry_run"):
            for names in sheets.lists():
                self._join(names)
                paths[sheets.bundle(names)] = (self, sheets.bundle(names))
        yield from super().post_process(paths, **options)

    def _join(self, names: str) -> None:
        texts = (Path(self.path(path)).read_text("utf-8") for path in sheets.paths(names))
        Path(self.path(sheets.bundle(names))).write_text("\n".join(texts), "utf-8")
