"""Addresses of an action's contacts, and those of the packages that hold what people do with sheets."""

from django.urls import path

from cordee.actions import views
from cordee.actions.answering import urls as answering
from cordee.actions.attachments import urls as attachments
from cordee.actions.keeping import urls as keeping
from cordee.actions.naming import urls as naming
from cordee.actions.writing import urls as writing

urlpatterns = [
    *writing.patterns,
    *keeping.patterns,
    *naming.patterns,
    *answering.patterns,
    *attachments.patterns,
    path("actions/<slug:slug>/contacts/<int:position>/message/", views.write, name="action-contact-message"),
    path(
        "actions/<slug:slug>/contacts/<int:position>/<slug:field>/",
        views.reveal,
        name="action-contact-reveal",
    ),
]
