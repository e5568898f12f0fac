"""The scanner for viruses that the installation may have (`CORDEE_SCAN`): asked first, and believed.

It gets the path of the file as its last argument. 0 means that nothing was found; anything else, that it is
not taken. A scanner that does not answer refuses too.
"""

import subprocess
import tempfile
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

PATIENCE = 60
FOUND = 1
"""What ClamAV answers where it has found something."""


def scan(content: bytes, *, refused: Callable[[str], Exception]) -> None:
    """Raises `refused` with a sentence, unless the scanner says that there is nothing in it."""
    if not settings.CORDEE_SCAN:
        return
    with tempfile.NamedTemporaryFile(prefix="cordee-") as file:
        file.write(content)
        file.flush()
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, and no shell
                [*settings.CORDEE_SCAN, file.name],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise refused(_cannot()) from None
    if done.returncode == FOUND:
        raise refused(_("The virus scanner has found something in this file: it is not taken."))
    if done.returncode:
        raise refused(_cannot())


def _cannot() -> str:
    return _("Files cannot be checked for viruses at the moment, so none is taken. Try again in an hour.")
