"""What every page shows around its own content."""

from typing import Any

from django.http import HttpRequest

from cordee.territory import instance


def site(request: HttpRequest) -> dict[str, Any]:
    """The territory, the addresses of the header and footer, the same page in the other languages."""
    return {"territory": instance.current(), "navigation": [], "alternates": [], "footer": []}
