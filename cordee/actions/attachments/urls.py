"""Addresses of images and documents: their pages in each language, the files without one."""

from django.urls import path

from cordee.actions.attachments import serving, views

_PAGE = "espace/actions/<slug:slug>/images-et-documents/"

patterns = [
    path(_PAGE, views.listed, name="action_attachments"),
    path(f"{_PAGE}<slug:token>/", views.described, name="action_attachment"),
    path(f"{_PAGE}<slug:token>/retirer/", views.removed, name="action_attachment_removal"),
]

machine_patterns = [
    path("fichiers/<slug:token>/", serving.document, name="action_document"),
    path("fichiers/<slug:token>/<int:width>.webp", serving.image, name="action_image"),
]
