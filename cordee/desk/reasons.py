"""The usual reasons, so that none has to be typed twice; each is read by the person in her language."""

from django.utils.translation import gettext_lazy as _

PERSON = {
    "not-here": _("The structure has no address in the territory and does not act for it."),
    "not-abroad": _("We did not find what the structure does abroad: write to us if we missed it."),
    "not-hers": _(
        "We could not check that you act for this structure: ask again from an address of its own."
    ),
    "twice": _("The structure is in the list already, under another name: ask to join it."),
    "personal": _("Accounts are for those who act for a structure, not for personal projects."),
}
SHEET = {
    "not-abroad": _("The sheet does not say what is done abroad or with partners abroad."),
    "twice": _("The same action is on the platform already: complete that sheet."),
    "selling": _("The text is an advertisement: say what is done, with whom, and for what."),
    "nothing-to-check": _("We found nothing that shows that the action exists: add a source."),
    "unlawful": _("The text offends the law or the contributors’ charter."),
}
CHANGES = {
    "place": _("Check the place: the point does not seem to be where the action is."),
    "words": _("Say in two or three sentences what is done, with whom and since when."),
    "persons": _("Take out the names and details of private persons: contacts have their own place."),
    "partners": _("Name the partners abroad, and their country."),
    "dates": _("Check the dates, and whether the action goes on."),
}
WITHDRAWN = {
    "persons": _("The sheet shows personal details that must not be public."),
    "wrong": _("What the sheet says is not right, as we were told and have checked."),
    "structure": _("The structure does not want this sheet to be public."),
    "unlawful": SHEET["unlawful"],
}
ARCHIVED = {
    "over": _("The action is over, and nothing more is to be said of it."),
    "twice": _("Another sheet says the same."),
    "structure": WITHDRAWN["structure"],
}
SETTLED = {
    "corrected": _("The sheet has been corrected. Thank you."),
    "withdrawn": _("The sheet is not public any more. Thank you."),
    "asked": _("We have asked the structure to correct its sheet."),
    "right": _("We have checked: the sheet is right as it is."),
    "unclear": _("We did not understand what is to be corrected: write to us again, with the sentence."),
}
