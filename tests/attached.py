"""Images and documents for tests that cross slices: rows with small files, as if they had been handed in."""

from typing import Any

from cordee.actions.models import Action, ActionDocument, ActionImage
from cordee.actions.tests.handed_in import PDF, image, written
from cordee.core import shelf

WIDTH, HEIGHT = 480, 320
_PICTURE = written(image(WIDTH, HEIGHT), "WEBP", quality=10)


def make(actions: dict[str, Action]) -> dict[str, str]:
    """On sheets of several audiences and states; what their addresses hold."""
    made = {
        "image": picture(actions["full"], "Une fontaine", caption="La fontaine", credit="© Zoé, CC BY 4.0"),
        "inner_image": picture(actions["structure"], "Zzentrenous"),
        "draft_image": picture(actions["draft"], "Zzbrouillon"),
        "archived_image": picture(actions["archived"], "Zzarchivee"),
        "waiting_image": picture(actions["region"], "Zzenattente", is_waiting=True),
        "document": paper(actions["full"], "Convention de partenariat"),
        "inner_document": paper(actions["structure"], "Zzentrenous"),
        "waiting_document": paper(actions["region"], "Zzenattente", is_waiting=True),
    }
    words = {"alternative": "Zzenattente", "caption": "", "credit": ""}
    picture(actions["region"], "Une pompe", proposed=words)
    return {name: row.token for name, row in made.items()}


def many(action: Action, count: int) -> dict[str, str]:
    """As many of each as a sheet may have, or fewer; the sheet, and what addresses hold of one."""
    fit = min(count, 12)
    images = [picture(action, f"Image {n}", position=n) for n in range(fit)]
    documents = [paper(action, f"Document {n}", position=n) for n in range(fit)]
    return {"illustrated": action.slug, "image": images[0].token, "document": documents[0].token}


def picture(action: Action, alternative: str, **more: Any) -> ActionImage:
    """An image."""
    row = ActionImage.objects.create(
        action=action, alternative=alternative, width=WIDTH, height=HEIGHT, weight=len(_PICTURE), **more
    )
    shelf.put(row.token, {f"{WIDTH}.webp": _PICTURE})
    return row


def paper(action: Action, title: str, **more: Any) -> ActionDocument:
    """A document."""
    row = ActionDocument.objects.create(action=action, title=title, type="pdf", weight=len(PDF), **more)
    shelf.put(row.token, {"document.pdf": PDF})
    return row
