"""Addresses without a language, whatever an earlier test has left; another site that vouches for people."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override
from pytest_django.fixtures import Settings

from cordee.accounts import oidc
from tests import oidc as other_site
from tests.oidc import Provider


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    with override("fr"):
        yield


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """A provider that behaves, and the site set up with it."""
    with other_site.answering(Provider()) as answering:
        settings.SOCIALACCOUNT_PROVIDERS = oidc.providers(
            {
                "OIDC_NAME": "ProConnect",
                "OIDC_ISSUER": answering.url,
                "OIDC_CLIENT_ID": other_site.CLIENT,
                "OIDC_CLIENT_SECRET": other_site.SECRET,
                "OIDC_ACR": "eidas1",
            }
        )
        yield answering
