"""What the log does not keep: signed links open something to whoever reads them, for as long as they live."""

import logging
import re

_LINK = re.compile(r"[\w-]+(?::[\w-]+)?:[\w-]{30,}|(?<=/invitation/)[\w-]+")


class WithoutLinks(logging.Filter):
    """Each signed value of an address is left out of a line; the rest of the line stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        record.msg, record.args = _LINK.sub("…", record.getMessage()), ()
        return True
