"""Acts on sheets, as contributors do them: the form, drafts, versions, states, persons named, reports."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from cordee.actions.models import Action, Draft
from cordee.contacts.models import Contact
from tests.permissions.publishing.browsers import Answer, Page
from tests.permissions.publishing.known import NOBODY, STRUCTURE, VERIFIED, Card, Kind
from tests.permissions.publishing.sheets import Row, all_words, words_in
from tests.permissions.publishing.site import Site

NEW = "/espace/actions/nouvelle/"
HIDDEN = ("places-0-is_hidden", "partners-0-is_hidden")
REACHES = ("name_for", "email_for", "telephone_for")


def open_new(site: Site, who: str, house: int) -> Answer:
    """An empty form in the name of a structure."""
    answer = site.get(who, NEW, structure=site.known.houses[house].slug)
    site.hold(who, answer)
    return answer


def open_edit(site: Site, who: str, row: Row) -> Answer:
    """The form of a sheet, or what she kept of it."""
    answer = site.get(who, f"/espace/actions/{row.slug}/modifier/")
    if answer.is_done:
        return open_draft(site, who, int(answer.where.strip("/").split("/")[-1]))
    assert answer.status != 200 or site.known.keeps(who, row), "she has opened the form of a sheet of others"
    site.hold(who, answer)
    return answer


def open_draft(site: Site, who: str, number: int) -> Answer:
    """A draft, hers or not."""
    answer = site.get(who, f"/espace/brouillons/{number}/")
    owner = site.known.people[who].number if who in site.known.people else 0
    is_hers = Draft.objects.filter(pk=number, owner=owner).exists()
    assert answer.status != 200 or is_hers, "she has opened the draft of somebody else"
    site.hold(who, answer, asks=who in site.discreet)
    return answer


def type_in(site: Site, page: Page, parts: Collection[str], *, audience: str, hides: bool) -> None:
    """Type new words into these parts of the form: title, summary, discretion."""
    fields = page.fields

    def new() -> list[str]:
        return [site.word(Kind.TEXT, page.who)]

    if not fields.get("places-0-place", [""])[0]:
        fields |= {"type": ["projet"], "goals": ["4"], "title_fr": new(), "summary_fr": new()}
        fields |= {"places-0-place": new(), "places-0-country": ["GB"], "places-0-precision": ["city"]}
        fields |= {"places-0-lon": ["-1.256"], "places-0-lat": ["51.752"], "partners-0-name": new()}
    for part in {"title", "summary"} & set(parts):
        fields[f"{part}_fr"] = new()
    if "discretion" in parts:
        page.asks, fields["audience"] = True, [audience]
        for name in HIDDEN:
            fields.pop(name, None)
            fields |= {name: ["on"]} if hides else {}


def send(site: Site, page: Page, act: str = "send", **more: Any) -> Answer:
    """Press a button of the form. What is refused stays open, as its page gives it back."""
    before, who = site.rows, page.who
    answer = site.post(who, page.address, page.fields | more | {"act": act, "sure": "1"}, widens=page.asks)
    for row in site.rows.values():
        old = before.get(row.number)
        if old is None or old.version != row.version:
            _learn(site, who, row, page, is_new=old is None)
    if act == "keep" and page.asks:
        site.discreet.add(who)
    if answer.status in (200, 403, 404, 409, 422):
        site.hold(who, answer, asks=page.asks)
    site.reached[f"{act} {answer.status}"] += 1
    return answer


def keep_by_script(site: Site, page: Page) -> Answer:
    """What the script of the form sends while one types."""
    if page.asks:
        site.discreet.add(page.who)
    answer = site.post(page.who, "/espace/brouillons/", page.fields)
    site.reached[f"autosave {answer.status}"] += 1
    return answer


def _learn(site: Site, who: str, row: Row, page: Page, *, is_new: bool) -> None:
    """The words that were hers alone are now in this sheet."""
    typed = words_in(str(page.fields)) | (all_words(row.content) if is_new else set())
    title = words_in(str(page.fields.get("title_fr"))) if is_new else set()
    named = row.readers if row.audience == "named" else None
    for text in typed:
        if not site.known.words[text].sheet:
            known = replace(site.known.words[text], sheet=row.number, named=named)
            site.known.words[text] = replace(known, is_in_address=text in title)
    if is_new and site.known.contributes(who, row.lead):
        site.known.declared.add(row.number)
    if row.waits and page.asks:
        site.asked.add(row.number)
    site.reached["new" if is_new else "edit"] += 1
    site.reached["waits" if row.waits or not row.is_live else "public at once"] += 1


def own_act(site: Site, who: str, row: Row, act: str) -> Answer:
    """A button of her own page of the sheet."""
    fields = {
        "act": act,
        "version": str(row.version),
        "structure": str(min(row.houses - {row.lead}, default=0)),
    }
    only = {"confirm": frozenset({"confirmed_on"}), "decline_part": frozenset({"co_leads"})}.get(act)
    return site.post(who, f"/espace/actions/{row.slug}/", fields, only=only)


def archive(site: Site, who: str, row: Row) -> Answer:
    """Take it out of every public page."""
    reason = site.word(Kind.REASON, who, sheet=row.number)
    return site.post(who, f"/espace/actions/{row.slug}/archiver/", {"reason": reason})


def restore(site: Site, who: str, row: Row, n: int) -> Answer:
    """Compare a version with what the sheet says now, and have it say that again."""
    kept = list(Action.objects.get(pk=row.number).revisions.order_by("pk").values_list("pk", flat=True))
    if not kept:
        return Answer(404, "", "")
    kept = kept[:-1] or kept  # the last one says what is there
    address = f"/espace/actions/{row.slug}/versions/{kept[n % len(kept)]}/reprendre/"
    site.get(who, address)
    answer = site.post(who, address, {"version": str(row.version)})
    site.reached["restored"] += site.rows[row.number].version != row.version
    return answer


def name_person(site: Site, who: str, row: Row, reach: str) -> Answer:
    """Put a person in charge on a sheet."""
    fields = _person(site, who, reach) | {"email": f"{site.word(Kind.REACHED_BY, who)}@persons.example"}
    count = Contact.objects.count()
    answer = site.post(who, f"/espace/actions/{row.slug}/contacts/nouveau/", fields)
    if Contact.objects.count() > count:
        assert site.known.keeps(who, row), "a person was named on a sheet of others"
        card = Contact.objects.latest("pk").pk
        reaches = {name: fields[name] for name in REACHES}
        site.known.cards[card] = Card(row.lead, reaches, frozenset({row.number}))
        for text in words_in(f"{fields['name']} {fields['email']}"):
            site.known.words[text] = replace(site.known.words[text], card=card)
        site.reached["named"] += 1
    return answer


def change_person(site: Site, who: str, row: Row, reach: str) -> Answer:
    """Say anew how far the card goes that stands first on the sheet."""
    card, position = _first(row)
    fields = _person(site, who, reach, card=card) | {"act": "change"}
    answer = site.post(who, f"/espace/actions/{row.slug}/contacts/{position}/", fields)
    if answer.is_done and card:
        known = site.known.cards[card]
        assert site.known.contributes(who, known.house) or site.known.is_team(who, known.house)
        site.known.cards[card] = replace(known, reaches={name: fields[name] for name in REACHES})
    return answer


def move_person(site: Site, who: str, row: Row, card: int, act: str) -> Answer:
    """Show a card on a sheet, or no more."""
    position = row.number and _position(row, card)
    fields = {"act": act, "contact": str(card), "position": str(position)}
    answer = site.post(who, f"/espace/actions/{row.slug}/contacts/", fields)
    known = site.known.cards[card]
    on = Action.objects.filter(contacts__contact=card).values_list("pk", flat=True)
    if frozenset(on) != known.on:
        assert site.known.keeps(who, row), "a card was moved on a sheet of others"
        site.known.cards[card] = replace(known, on=frozenset(on))
    return answer


def reveal(site: Site, who: str, row: Row) -> Answer:
    """Open the address of the person who stands first on the sheet."""
    card, position = _first(row)
    mine = [
        text
        for text, word in site.known.words.items()
        if card and word.card == card and word.kind == Kind.REACHED_BY
    ]
    address = f"/actions/{row.slug}/contacts/{position}/courriel/"
    answer = site.post(who, address, {}, opens=mine[0] if mine else "")
    if mine and mine[0] in answer.text.lower():
        assert may_open(site, who, row, card), "somebody has opened what is closed to her"
        site.reached["revealed"] += 1
    else:
        assert not mine or answer.status == 429 or not may_open(site, who, row, card), "it does not open"
    return answer


def may_open(site: Site, who: str, row: Row, card: int) -> bool:
    """Verified, sees the sheet, and the card goes as far."""
    known, reach = site.known.cards[card], site.known.cards[card].reaches["email_for"]
    if not (site.known.is_verified(who) and site.known.sees(who, row)) or reach == NOBODY:
        return False
    return reach == VERIFIED or site.known.people[who].is_team or site.known.is_inside(who, known.house)


def report(site: Site, who: str, row: Row) -> Answer:
    """Tell the team that something is wrong."""
    address = f"/actions/{row.slug}/signaler/"
    page = site.get(who, address)
    text = site.word(Kind.REPORT, who, sheet=row.number)
    since = page.text.partition('name="since" value="')[2].partition('"')[0]
    return site.post(who, address, {"kind": "report", "text": text, "since": since})


def _person(site: Site, who: str, reach: str, card: int = 0) -> dict[str, str]:
    words = [text for text, word in site.known.words.items() if word.card == card and word.kind == Kind.NAME]
    name = words[0] if card and words else site.word(Kind.NAME, who)
    return {"side": "here", "name": name, **dict.fromkeys(REACHES, reach)}


def _first(row: Row) -> tuple[int, int]:
    placed = Action.objects.get(pk=row.number).contacts.order_by("position").first()
    return (placed.contact_id, placed.position) if placed else (0, 1)


def _position(row: Row, card: int) -> int:
    placed = Action.objects.get(pk=row.number).contacts.filter(contact=card).first()
    return placed.position if placed else 0


REACH = (VERIFIED, STRUCTURE, NOBODY)
