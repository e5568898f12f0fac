"""Address of the style guide, for development."""

from django.urls import path

from cordee.ui.views import styleguide

urlpatterns = [path("", styleguide, name="styleguide")]
