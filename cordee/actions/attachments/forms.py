"""Forms of images and documents. Length and sense of the words are asked once, by `words`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.actions.attachments import words
from cordee.actions.models import ActionDocument, ActionImage

_IMAGES = "image/jpeg,image/png,image/webp,image/avif,image/gif"
_DOCUMENTS = ".pdf,.odt,.docx,.ods,.xlsx,.odp,.pptx,.csv,.txt"


def _line(model: words.Model, name: str) -> forms.TextInput:
    """As long as the words may be; whoever sends more is told how many fit."""
    return forms.TextInput({"maxlength": words.longest(model, name), "autocomplete": "off"})


class ImageWords(forms.Form):
    """What is said of an image."""

    alternative = forms.CharField(
        label=_("What is to be seen?"),
        help_text=_(
            "A sentence that replaces the image for who does not see it: “Four engineers around a water pump,"
            " in a village.”"
        ),
        widget=forms.Textarea({"rows": 2, "maxlength": 300}),
        error_messages={
            "required": _(
                "Say in a sentence what is to be seen: it replaces the image for who does not see it."
            )
        },
    )
    caption = forms.CharField(
        label=_("Caption"),
        help_text=_("Shown below the image."),
        required=False,
        widget=_line(ActionImage, "caption"),
    )
    credit = forms.CharField(
        label=_("Credit and licence"),
        required=False,
        widget=_line(ActionImage, "credit"),
        help_text=_("Who made it, and by what right it may be shown: “© Atelier des Cimes, CC BY 4.0”."),
    )


class DocumentWords(forms.Form):
    """What is said of a document."""

    title = forms.CharField(
        label=_("Title"),
        widget=_line(ActionDocument, "title"),
        error_messages={"required": _("Give the document a title: it is what people choose it by.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the document"),
        choices=words.language_names,
        error_messages={"invalid_choice": _("Choose the language of the document from the list.")},
    )


class NewImage(ImageWords):
    """An image to be added."""

    file = forms.FileField(
        label=_("Image"),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, 10 MB at most. Place and camera are taken out of it."),
        widget=forms.FileInput({"accept": _IMAGES}),
        error_messages={
            "required": _("Choose an image on your device."),
            "empty": _("This file is empty: choose another one."),
        },
        allow_empty_file=False,
    )
    field_order = ("file", "alternative", "caption", "credit")


class NewDocument(DocumentWords):
    """A document to be added."""

    file = forms.FileField(
        label=_("Document"),
        help_text=_(
            "PDF, text, table, slides, CSV or TXT, 20 MB at most. It is offered as it is, with what its"
            " program has noted in it, such as its author."
        ),
        widget=forms.FileInput({"accept": _DOCUMENTS}),
        error_messages={
            "required": _("Choose a document on your device."),
            "empty": _("This file is empty: choose another one."),
        },
        allow_empty_file=False,
    )
    field_order = ("file", "title", "language")
