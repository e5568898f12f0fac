"""Addresses of the contacts of an action, below the action's own."""

from django.urls import path

from cordee.actions import views

urlpatterns = [
    path("actions/<slug:slug>/contacts/<int:position>/message/", views.write, name="action-contact-message"),
    path(
        "actions/<slug:slug>/contacts/<int:position>/<slug:field>/",
        views.reveal,
        name="action-contact-reveal",
    ),
]
