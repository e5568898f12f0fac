"""The tables of actions: what a sheet says (`sheets`), its images and documents (`attached`), what people do
around it (`handling`)."""

from cordee.actions.models.attached import ActionDocument, ActionImage, Attached
from cordee.actions.models.handling import Confirmation, Draft, Report
from cordee.actions.models.sheets import (
    Action,
    ActionContact,
    ActionForm,
    ActionGoal,
    ActionText,
    ActionTheme,
    CoLead,
    Location,
    Partner,
)

__all__ = [
    "Action",
    "ActionContact",
    "ActionDocument",
    "ActionForm",
    "ActionGoal",
    "ActionImage",
    "ActionText",
    "ActionTheme",
    "Attached",
    "CoLead",
    "Confirmation",
    "Draft",
    "Location",
    "Partner",
    "Report",
]
