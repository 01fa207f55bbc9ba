"""A Slack workspace on loopback, as strict as the real one, driven as people would drive it."""

from sandbox.conversations import Conversation, File, Message
from sandbox.delivery import Answer, Reply
from sandbox.errors import NotOnScreen
from sandbox.journal import Call, Entry
from sandbox.people import Person
from sandbox.rates import Rates
from sandbox.screen import Screen
from sandbox.workspace import Workspace

__all__ = [
    "Answer",
    "Call",
    "Conversation",
    "Entry",
    "File",
    "Message",
    "NotOnScreen",
    "Person",
    "Rates",
    "Reply",
    "Screen",
    "Workspace",
]
