"""Ways to build a sender that look reasonable and do harm. The simulation must show it of every one of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from http.client import RemoteDisconnected

from bot.models import Post
from bot.outbox.claims import Claim, Due, Ended, Sent
from bot.outbox.delivery import Taken
from bot.outbox.sending import Sending
from bot.said import Said
from tests.simulation.postbag import Postbag
from tests.simulation.slack import Slack
from tests.simulation.world import Design


class WithoutFence(Sending):
    """Posts even if it was frozen for longer than its lease."""

    def _still_mine(self, _claim: Claim) -> bool:
        return True


class ClaimsInMemory(Postbag):
    """Posts first, and writes into the database only what came of it."""

    def claim(self, due: Due, _now: datetime) -> Claim | None:
        row = self.database.rows[due.letter_id]
        if row.state != (Post.SENDING if due.unsure else Post.WAITING):
            return None
        return Claim(due, row.fence, self.time.monotonic())

    def settle(self, end: Ended, now: datetime) -> Sent:
        row = self.database.rows[end.claim.due.letter_id]
        row.owner, row.fence, row.first_claimed_at = self.name, end.claim.fence, row.first_claimed_at or now
        return super().settle(end, now)


class ClaimsBatches(Postbag):
    """Marks everything that is due in one go, and then works through it."""

    def turn(self, ended: Sequence[Ended], due: Due | None, now: datetime) -> tuple[list[Sent], Claim | None]:
        if due and not due.unsure:
            for row in self.database.rows.values():
                if row.state == Post.WAITING and row.try_at <= now and row.id != due.letter_id:
                    row.state, row.owner = Post.SENDING, self.name
                    row.first_claimed_at = row.first_claimed_at or self.time.wall()
                    row.try_at = self.time.wall()
        return super().turn(ended, due, now)


class Retrying(Slack):
    """As slack_sdk does unless it is told not to: where the connection broke, the post is made again."""

    def post(self, channel: str, said: Said, marker: str) -> Taken:
        try:
            return super().post(channel, said, marker)
        except RemoteDisconnected:
            return super().post(channel, said, marker)


def retrying(slack: Slack) -> Slack:
    return Retrying(slack.time, slack.chance, slack.troubled, slack.shown, slack.changed)


OURS = Design()
HARMFUL = {
    "no settle time": Design(times=replace(OURS.times, settle=0.0)),
    "no fence": Design(sending=WithoutFence),
    "post before claim": Design(postbag=ClaimsInMemory),
    "batch claims": Design(postbag=ClaimsBatches),
    "the SDK's retries left on": Design(courier=retrying),
}
