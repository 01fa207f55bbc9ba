"""Every noun of a programme, and how it is stored."""

from bot.models.agreement import AddedTopic, Agreement, AgreementVersion, TopicLevels
from bot.models.circle import Circle
from bot.models.commitment import Commitment, Insight, Outcome
from bot.models.edition import Edition
from bot.models.ending import Farewell, Figure
from bot.models.letter import PRIVATE_KINDS, WITH_A_FILE, Kind, Letter, Post, standing
from bot.models.meeting import Meeting, Met, Reflection, Sitting
from bot.models.note import Note, Occasion
from bot.models.pair import Pair, Pairing
from bot.models.people import AuditEntry, Inbound, Organiser, Person, Pulse, Standing, Workspace
from bot.models.programme import Enrolment, Exclusion, Goal, HelpContact, Joining, Programme, Role, Stage

__all__ = [
    "PRIVATE_KINDS",
    "WITH_A_FILE",
    "AddedTopic",
    "Agreement",
    "AgreementVersion",
    "AuditEntry",
    "Circle",
    "Commitment",
    "Edition",
    "Enrolment",
    "Exclusion",
    "Farewell",
    "Figure",
    "Goal",
    "HelpContact",
    "Inbound",
    "Insight",
    "Joining",
    "Kind",
    "Letter",
    "Meeting",
    "Met",
    "Note",
    "Occasion",
    "Organiser",
    "Outcome",
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
    "TopicLevels",
    "Workspace",
    "standing",
]
