"""Which records the back office shows, and how each list looks."""

from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from wagtail.admin.viewsets.base import ViewSetGroup

from cordee.accounts.models import User
from cordee.actions.models import Action
from cordee.core.models import OutgoingMail
from cordee.desk.viewsets import MailList, RecordViewSet
from cordee.journal.models import Change
from cordee.organisations.models import Membership, Organisation
from cordee.ui.models import Attachment, Picture

ACTIONS = RecordViewSet(
    Action,
    icon="globe",
    menu_label=_("International actions"),
    list_display=["slug", "lead", "type", "state", "progress", "origin", "edited_at"],
    list_filter=["type", "state", "progress", "origin", "audience", "is_generated"],
    search_fields=["slug", "texts__title", "lead__name"],
    ordering="-edited_at",
    children=("texts", "locations", "partners", "co_leads", "goals", "themes", "forms"),
)
ORGANISATIONS = RecordViewSet(
    Organisation,
    icon="home",
    menu_label=_("Structures"),
    list_display=["name", "acronym", "kind", "commune", "state"],
    list_filter=["kind", "state", "is_generated"],
    search_fields=["name", "acronym", "slug"],
    ordering="name",
    children=("texts", "sites", "offers", "departments", "memberships", "invitations"),
)
MEMBERSHIPS = RecordViewSet(
    Membership,
    icon="group",
    menu_label=_("Memberships"),
    list_display=["user", "organisation", "role", "state", "requested_at", "decided_by"],
    list_filter=["role", "state"],
    search_fields=["user__email", "organisation__name"],
    ordering="-requested_at",
)
ACCOUNTS = RecordViewSet(
    User,
    icon="user",
    menu_label=_("Accounts"),
    list_display=["email", "first_name", "last_name", "is_staff", "validated_at", "joined_at"],
    list_filter=["is_staff", "is_active"],
    search_fields=["email", "first_name", "last_name"],
    ordering="email",
    children=("memberships",),
)
JOURNAL = RecordViewSet(
    Change,
    icon="history",
    menu_label=_("Journal"),
    list_display=["at", "act", "subject_name", "actor"],
    list_filter=["act", "subject_type"],
    search_fields=["act", "subject_name"],
    ordering="-at",
)
PICTURES = RecordViewSet(
    Picture,
    icon="image",
    menu_label=_("Images"),
    list_display=["title", "created_at", "uploaded_by_user"],
    search_fields=["title", "alternative"],
    ordering="-created_at",
)
DOCUMENTS = RecordViewSet(
    Attachment,
    icon="doc-full",
    menu_label=_("Documents"),
    list_display=["title", "created_at", "uploaded_by_user"],
    search_fields=["title"],
    ordering="-created_at",
)
MAIL = RecordViewSet(
    OutgoingMail,
    icon="mail",
    menu_label=_("Mail"),
    list_display=["subject", "recipient", "state", "attempts", "created_at", "ended_at"],
    list_filter=["state"],
    search_fields=["subject"],
    ordering="-created_at",
    index_view_class=MailList,
)
TASKS = RecordViewSet(
    DBTaskResult,
    icon="tasks",
    menu_label=_("Background work"),
    list_display=["task_path", "status", "enqueued_at", "finished_at"],
    list_filter=["status"],
    ordering="-enqueued_at",
)


class Records(ViewSetGroup):  # type: ignore[misc]  # Wagtail is untyped
    """One entry of the menu that opens on all the lists."""

    menu_label = _("Records")
    menu_name = "records"  # else it is made of the label, in whichever language that is first read
    menu_icon = "table"
    menu_order = 100
    items = (ACTIONS, ORGANISATIONS, ACCOUNTS, MEMBERSHIPS, JOURNAL, PICTURES, DOCUMENTS, MAIL, TASKS)
