"""The texts of a form that cannot be taken: said back to whoever typed them."""

from django.http import HttpRequest

MOST, LONGEST = 40, 20_000


def texts_in(request: HttpRequest) -> list[str]:
    """What somebody has typed into a form of ours: texts of two words and more.

    One word alone is quickly typed again, and may be a code, a choice or a mark of the form.
    Where the form bears no valid mark there is nothing: no other site has a text shown on our pages.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    lists = [texts for name, texts in request.POST.lists() if "password" not in name]
    typed = [str(text).strip()[:LONGEST] for texts in lists for text in texts]
    return [text for text in typed if len(text.split()) > 1][:MOST]
