"""What stops a deployment: hosts that are patterns, an address that is not the site's."""

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from cordee.core import checks

SITE = "https://cordee.example"


def found(hosts: list[str], site: str = SITE) -> list[str]:
    """Numbers of our own errors, as `check --deploy` finds them."""
    with override_settings(ALLOWED_HOSTS=hosts, SITE_URL=site):
        said = run_checks(include_deployment_checks=True)
    return [message.id or "" for message in said if (message.id or "").startswith("cordee.")]


def test_exact_hosts_with_the_site_among_them_are_sound() -> None:
    assert found(["cordee.example", "127.0.0.1", "[::1]"]) == []


@pytest.mark.parametrize("host", ["*", ".cordee.example", "*.cordee.example"])
def test_a_pattern_of_hosts_is_refused(host: str) -> None:
    assert found(["cordee.example", host]) == ["cordee.E002"]
    with override_settings(ALLOWED_HOSTS=[host], SITE_URL=SITE):
        (error,) = checks.hosts_are_exact()
    assert host in error.msg
    assert "ALLOWED_HOSTS=cordee.example" in (error.hint or "")


@pytest.mark.parametrize(
    "site",
    [
        "",
        "cordee.example",
        "http://cordee.example",
        "https://cordee.example/atlas",
        "https://cordee.example/",
        "https://user@cordee.example",
        "https://cordee.example?x",
        "https://[cordee.example",
    ],
)
def test_an_address_that_is_no_site_is_refused(site: str) -> None:
    assert found(["cordee.example"], site) == ["cordee.E003"]


def test_a_site_that_would_not_answer_is_refused() -> None:
    assert found(["other.example"]) == ["cordee.E004"]
    assert found(["Cordee.Example"]) == []


def test_these_checks_are_for_a_deployment_alone() -> None:
    with override_settings(ALLOWED_HOSTS=["*"], SITE_URL=""):
        assert not [message for message in run_checks() if (message.id or "").startswith("cordee.")]
