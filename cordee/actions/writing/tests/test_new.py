"""A new sheet, without scripts: five fields, places asked back, drafts, the preview, one sending."""

import pytest

from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, animator, member, person, said
from cordee.actions.writing.tests.pages import FIVE, NEW, browser, fields_of, opened, send, text
from cordee.core.models import Use
from cordee.moderation.enums import State
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

pytestmark = pytest.mark.django_db


def test_five_fields_make_a_public_sheet() -> None:
    lead = organisation()
    client = browser(member(lead))
    answer = send(client, opened(client, lead), **FIVE)
    made = Action.objects.get()
    assert answer.headers["Location"] == f"/en/actions/{made.slug}/"
    assert (made.live, made.lead, made.language) == (True, lead, "en")
    assert said(made).texts["en"].title == FIVE["title_en"]
    assert "everybody can read it" in text(client.get(answer.headers["Location"]))
