"""Files that are sent with a form: read only as far as any of them may be heavy."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MEGABYTE = 1024 * 1024
MOST = 20 * MEGABYTE


class Capped(FileUploadHandler):
    """Throws a file away as soon as it is too heavy; the fields of the form stay, and the file is missing."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.thrown_away: set[str] = set()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand it on, or stop."""
        if start + len(raw_data) > MOST:
            self.thrown_away.add(str(self.field_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:  # noqa: ARG002 - Django's signature
        """The others keep the file."""
        return None


def was_too_heavy(request: HttpRequest, field: str) -> bool:
    """The file of this field came and was thrown away."""
    handlers = request.upload_handlers
    return any(field in handler.thrown_away for handler in handlers if isinstance(handler, Capped))
