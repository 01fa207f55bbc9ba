"""Every noun of a programme, and how it is stored."""

from bot.models.letter import Kind, Letter, Post
from bot.models.pair import Agreement, Meeting, Met, Pair, Pairing, Reflection, Sitting
from bot.models.people import AuditEntry, Inbound, Organiser, Person, Pulse, Standing, Workspace
from bot.models.programme import Enrolment, Exclusion, Goal, HelpContact, Joining, Programme, Role, Stage

__all__ = [
    "Agreement",
    "AuditEntry",
    "Enrolment",
    "Exclusion",
    "Goal",
    "HelpContact",
    "Inbound",
    "Joining",
    "Kind",
    "Letter",
    "Meeting",
    "Met",
    "Organiser",
    "Pair",
    "Pairing",
    "Person",
    "Post",
    "Programme",
    "Pulse",
    "Reflection",
    "Role",
    "Sitting",
    "Stage",
    "Standing",
    "Workspace",
]
