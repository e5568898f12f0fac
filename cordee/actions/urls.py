"""Addresses of the contacts of an action, below the action's own; those of the sub-packages besides."""

from django.urls import path

from cordee.actions import views
from cordee.actions.answering import urls as answering
from cordee.actions.naming import urls as naming

urlpatterns = [
    *answering.patterns,
    *naming.patterns,
    path("actions/<slug:slug>/contacts/<int:position>/message/", views.write, name="action-contact-message"),
    path(
        "actions/<slug:slug>/contacts/<int:position>/<slug:field>/",
        views.reveal,
        name="action-contact-reveal",
    ),
]
