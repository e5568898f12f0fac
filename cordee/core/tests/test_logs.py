"""A signed link that is refused, or answered with a fault, is not written down."""

import logging

from django.conf import settings
from django.core import signing

from cordee.core.logs import WithoutLinks


def line(message: str, *values: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, values, None)
    assert WithoutLinks().filter(record)
    return record.getMessage()


def test_a_signed_link_is_left_out() -> None:
    short = signing.dumps(1)
    for token in (signing.dumps([1, "seal"]), signing.Signer().sign_object([1, "seal"]), short):
        assert line("%s: %s", "Not Found", f"/contact/{token}/") == "Not Found: /contact/…/"


def test_what_is_no_link_stays() -> None:
    slug = "une-action-au-titre-qui-ne-finit-pas-" * 3
    said = f"Not Found: http://127.0.0.1:8000/actions/{slug}/ at 12:34:56, 100 % of 3"
    assert line(said) == said


def test_every_line_goes_through_it() -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_links"]
