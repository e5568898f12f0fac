"""A browser's test starts from what the migrations made, whatever ran before it."""

import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import Page
from wagtail.models import Site


@pytest.mark.parametrize("turn", ["first", "second"])
def test_rows_of_migrations_are_there_again(page: Page, turn: str) -> None:
    assert Site.objects.count() == 1, turn
    assert ContentType.objects.exists()
    Site.objects.all().delete()


@pytest.mark.django_db
def test_a_test_in_a_transaction_sees_them_too() -> None:
    assert Site.objects.count() == 1
