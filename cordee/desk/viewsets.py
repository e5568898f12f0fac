"""Every record, to be looked at: lists with search and filters, and a page each. Nothing here writes."""

from typing import Any

from django.db import models
from django.forms import modelform_factory
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from cordee.desk.policy import NAMESPACE

HIDDEN = ("password", "message")
"""Columns that open an account to whoever reads them: the second is a letter with its links."""


class LookOnly(BasePermissionPolicy):  # type: ignore[misc]  # Wagtail is untyped
    """The team may look; nobody may add, change or delete."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Looking is the team's."""
        return bool(action == "view" and user.is_active and user.is_staff)

    def users_with_any_permission(self, actions: Any) -> Any:
        """Nobody is told to act here."""
        return (
            self._users().filter(is_staff=True, is_active=True) if "view" in actions else self._users().none()
        )

    def _users(self) -> Any:
        from django.contrib.auth import get_user_model  # noqa: PLC0415  # the registry must be full

        return get_user_model()._default_manager


class RecordView(InspectView):  # type: ignore[misc]
    """One record with all its columns, and the rows that belong to it."""

    any_permission_required = ["view"]
    children: tuple[str, ...] = ()

    def get_fields(self) -> list[str]:
        """The columns, then the related rows."""
        return [name for name in super().get_fields() if name not in HIDDEN] + list(self.children)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """In words: a column that is empty or that is a yes or a no says so as people do."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return "–" if value is None or value == "" else value

    def get_edit_url(self) -> None:
        """There is none."""

    def get_delete_url(self) -> None:
        """There is none."""

    def get_field_label(self, field_name: str, field: Any) -> str:
        """The plural of the related rows' name."""
        if field_name in self.children:
            related: models.Model = self.model._meta.get_field(field_name).related_model
            return str(related._meta.verbose_name_plural).capitalize()
        return str(super().get_field_label(field_name, field))


class RecordList(IndexView):  # type: ignore[misc]
    """A list whose columns ask for no query of their own."""

    def get_base_queryset(self) -> Any:
        """What the columns point to comes with the rows."""
        linked = [name for name in self.list_display if _is_link(self.model, name)]
        return super().get_base_queryset().select_related(*linked)


class MailList(RecordList):
    """Letters, found by the whole address of whom they are for: parts of one would tell it, bit by bit."""

    def search_queryset(self, queryset: Any) -> Any:
        """By words of the subject, or by that address."""
        found = super().search_queryset(queryset)
        return found | queryset.filter(recipient__iexact=self.search_query) if self.is_searching else found


class RecordViewSet(ModelViewSet):  # type: ignore[misc]
    """A list and a page each for one model."""

    index_view_class = RecordList
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    children: tuple[str, ...] = ()
    add_to_admin_menu = False

    def __init__(self, model: type[models.Model], *, children: tuple[str, ...] = (), **options: Any) -> None:
        name = f"{NAMESPACE}{model._meta.model_name}"
        register_permission_policy(model, LookOnly(model))
        super().__init__(name, model=model, url_prefix=f"registre/{model._meta.model_name}", **options)
        self.children = children

    @property
    def inspect_view_class(self) -> type[RecordView]:
        """The page of a record of this model."""
        return type("RecordView", (RecordView,), {"children": self.children})

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        """An empty form: nothing is written here, but Wagtail wants one (and calls it so)."""
        return modelform_factory(self.model, fields=[])

    def get_urlpatterns(self) -> list[Any]:
        """The list and the page; the addresses that write are not even there."""
        wanted = {"index", "index_results", "inspect"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in wanted]


def _is_link(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.ForeignKey)
