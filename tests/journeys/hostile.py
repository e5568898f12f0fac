"""Sheets whose every text tries to become markup, a script or an address; made as people make sheets."""

from typing import Final

from cordee.actions import operations as actions
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import ActionType, Origin, Precision, Progress
from cordee.actions.models import Action
from cordee.organisations import operations as organisations
from cordee.organisations.content import Content as Sheet
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation

TEXTS: Final = (
    "<img src=x onerror=window.ran=1>",
    '"><script>window.ran=1</script>',
    "'\"><svg/onload=alert(1)>",
    "</script></title></textarea><script src=//third.example/a.js></script>",
    '" onmouseover="window.ran=1" autofocus onfocus="window.ran=1" x="',
    "<a href=javascript:window.ran=1>ici</a>",
    '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
    "<style>@import'//third.example/a.css'</style><base href=//third.example/>",
    '{{constructor.constructor("window.ran=1")()}}${window.ran=1}#{window.ran=1}',
    "\u202etxet desrever\u202c \u2066isolé\u2069",
    "]]>--><!--><plaintext>",
    '{"a":"</script><img src=//third.example/b.png>"}',
)
SPOT = (-1.53, 12.37)
"""Where all but the first stand together."""
ALONE = (141.35, 43.06)
DEFAULT_SITE: Final = "https://site.example/"


def sheet(text: str, website: str = DEFAULT_SITE) -> Organisation:
    """A structure all of whose texts are this one."""
    content = Sheet(
        name=text,
        kind=Kind.ASSOCIATION,
        acronym=text[:20],
        locality=text[:60],
        website=website,
        descriptions={"fr": f"{text} {text}"},
    )
    organisations.put([organisations.Entry(key=text[:60], content=content)])
    return Organisation.objects.get(key=text[:60])


def make() -> list[Action]:
    """One action for each text, the first alone in the north of Japan, the others on one spot."""
    made = []
    for number, text in enumerate(TEXTS):
        lon, lat = SPOT if number else ALONE
        place = Place(
            precision=Precision.CITY,
            place=text.replace(";", ""),
            country="BF" if number else "JP",
            lon=lon,
            lat=lat,
        )
        content = Content(
            type=ActionType.PROJECT,
            lead=sheet(text, f"https://site.example/?{text}").pk,
            texts={
                "fr": Text(
                    title=text, summary=text, unfolding=text, objectives=text, content=text, effects=text
                )
            },
            places=(place,),
            goals=(6,),
            partners=(PartnerName(name=text.replace(";", "")),),
            sources=f"javascript:window.ran=1\ndata:text/html,{text}\nhttps://source.example/{text}",
            place_basis=text,
            progress=Progress.UNDER_WAY,
            origin=Origin.DECLARED,
            start_year=2015,
        )
        actions.put([actions.Entry(key=f"hostile-{number}", content=content)])
        made.append(Action.objects.get(key=f"hostile-{number}"))
    return made
