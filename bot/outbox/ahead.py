"""The letters that were read ahead of their claim, and which of them may go out next."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from operator import itemgetter

from bot.models import WITH_A_FILE
from bot.outbox.claims import Due, Letters, Pacing, RealTime

Group = tuple[str, tuple[str, ...]]  # a workspace, and the methods of the Web API that a letter takes

FRESH_SECONDS = 2.0  # what was read ahead is read anew after this time: something more urgent may have come
MOST_AHEAD = 128  # letters of one workspace that are read ahead: it cannot take more before they are read anew
READ_AGAIN_SECONDS = 0.25  # while what was read has to wait, the rest is looked at this often
LONGEST_PAUSE = 0.5  # without looking whether we are to stop


class Ahead:
    """The letters that were read ahead, in the order in which they go out.

    They are kept by what Slack limits, so that those of a workspace that has to wait are not looked at one by one.
    """

    def __init__(self, letters: Letters, pace: Pacing, watch: RealTime) -> None:
        self._letters = letters
        self._pace = pace
        self._watch = watch
        self._read = 0  # letters so far: each knows its place among all
        self._due: dict[Group, dict[uuid.UUID, tuple[int, Due]]] = {}
        self._passed: set[tuple[uuid.UUID, int]] = set()  # letters and fences that somebody else was faster with
        self._fresh_until = self._read_again_at = float("-inf")

    def next(self, now: datetime, taken: Callable[[str], bool]) -> tuple[Due | None, float | None]:
        """The first letter that may go out, or how many seconds until one may; (None, None): nothing is due.

        `taken` says whether something is on its way to a conversation already.
        """
        if self._watch.monotonic() >= self._fresh_until:
            self._fresh_until = self._watch.monotonic() + FRESH_SECONDS
            self._due.clear()
            self._passed.clear()
        due, pause, resting = self._fit(taken)
        while due is None and self._read_on(now, resting):
            due, pause, resting = self._fit(taken)
        return due, pause

    def _read_on(self, now: datetime, resting: set[str]) -> bool:
        """Reads on, past the workspaces that have to wait or of which enough is read; True if it has read."""
        if self._due and self._watch.monotonic() < self._read_again_at:
            return False
        known, ahead = set[uuid.UUID](), Counter[str]()
        for (workspace_id, _), letters in self._due.items():
            known |= letters.keys()
            ahead[workspace_id] += len(letters)
        full, before = {workspace_id for workspace_id, number in ahead.items() if number >= MOST_AHEAD}, len(known)
        for due in self._letters.peek(now, resting | full, before + len(self._passed) + MOST_AHEAD):
            new = due.letter_id not in known and (due.letter_id, due.fence) not in self._passed
            if new and ahead[due.workspace_id] < MOST_AHEAD:
                ahead[due.workspace_id] += 1
                known.add(due.letter_id)
                self._keep(due)
        if len(known) == before:
            self._read_again_at = self._watch.monotonic() + READ_AGAIN_SECONDS
        return len(known) > before

    def _keep(self, due: Due) -> None:
        self._read += 1
        self._due.setdefault(group_of(due), {})[due.letter_id] = self._read, due

    def _fit(self, taken: Callable[[str], bool]) -> tuple[Due | None, float | None, set[str]]:
        """The first that may go; how long until one may; which workspaces have to rest."""
        may_go, pauses, resting = [], [], set[str]()
        for group, letters in self._due.items():
            if (pause := self._pace.wait(*group, None)) > 0:
                pauses.append(pause)
                resting.add(group[0])
                continue
            found, busy = self._first_of(group, letters.values(), taken)
            may_go += found
            pauses += busy
        if may_go:
            return min(may_go, key=itemgetter(0))[1], None, set()
        return None, min([*pauses, LONGEST_PAUSE]) if self._due else None, resting

    def _first_of(
        self, group: Group, letters: Iterable[tuple[int, Due]], taken: Callable[[str], bool]
    ) -> tuple[list[tuple[int, Due]], list[float]]:
        """The first whose conversation is free, or how long each has to wait for its own."""
        busy = []
        for place, due in letters:
            pause = self._pace.wait(*group, due.conversation)
            if pause <= 0 and not taken(due.conversation):
                return [(place, due)], []
            busy.append(pause or LONGEST_PAUSE)
        return [], busy

    def claimed(self, due: Due) -> None:
        self._drop(due)
        self._pace.spend(due.workspace_id, calls_for(due), due.conversation)

    def missed(self, due: Due) -> None:
        """It has changed, or somebody else was faster."""
        self._drop(due)
        self._passed.add((due.letter_id, due.fence))

    def _drop(self, due: Due) -> None:
        group = group_of(due)
        del self._due[group][due.letter_id]
        if not self._due[group]:
            del self._due[group]

    def forget(self, workspace_id: str) -> None:
        """Slack wants to hear nothing from there for a while."""
        self._due = {group: letters for group, letters in self._due.items() if group[0] != workspace_id}


def group_of(due: Due) -> Group:
    return due.workspace_id, calls_for(due)


def calls_for(due: Due) -> tuple[str, ...]:
    """The methods of the Web API that it takes to deal with this letter."""
    if due.unsure:
        return ("conversations.history",)
    if due.ts:
        return ("chat.update",)
    if due.file_id:
        return ("files.completeUploadExternal",)
    opening = () if due.channel else ("conversations.open",)
    if due.kind in WITH_A_FILE:
        return (*opening, "files.getUploadURLExternal", "files.completeUploadExternal")
    return (*opening, "chat.postMessage")
