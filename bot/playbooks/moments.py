"""The moments at which a playbook has something to say, and the placeholders that can be filled at each."""

from enum import StrEnum

_PEOPLE = frozenset({"contact", "leader", "mentor"})


class Role(StrEnum):
    MENTOR = "mentor"
    LEADER = "leader"


class Moment(StrEnum):
    MATCHED = "matched"
    BEFORE_48H = "before_48h"
    BEFORE_1H = "before_1h"
    AFTER = "after"
    AFTER_3D = "after_3d"
    COMMITMENT_DUE = "commitment_due"
    MIDPOINT = "midpoint"
    DRIFT_TWICE = "drift_twice"
    FELT_HEAVY = "felt_heavy"
    HEAVY_TWICE = "heavy_twice"
    ROLES_BACK = "roles_back"
    MISSED_ONCE = "missed_once"
    MISSED_TWICE = "missed_twice"
    LEADER_CANCELLED_ONCE = "leader_cancelled_once"
    LEADER_CANCELLED_TWICE = "leader_cancelled_twice"
    SILENCE_14D = "silence_14d"
    CLOSING_SOON = "closing_soon"
    CLOSING = "closing"
    FOLLOWUP_90D = "followup_90d"

    @property
    def roles(self) -> tuple[Role, ...]:
        """Whom the moment concerns: only the mentor is asked how heavy it was."""
        return (Role.MENTOR,) if self in (Moment.FELT_HEAVY, Moment.HEAVY_TWICE) else tuple(Role)

    @property
    def fillable(self) -> frozenset[str]:
        """What whoever sends the nudge must be able to fill in; a nudge that asks for more is refused."""
        return _PEOPLE | _FURTHER.get(self, frozenset())


_FURTHER = {
    Moment.BEFORE_48H: frozenset({"theme", "when"}),
    Moment.BEFORE_1H: frozenset({"theme", "when"}),
    Moment.AFTER: frozenset({"theme"}),
    Moment.AFTER_3D: frozenset({"theme"}),
    Moment.COMMITMENT_DUE: frozenset({"date"}),
    Moment.CLOSING_SOON: frozenset({"date"}),
    Moment.CLOSING: frozenset({"date"}),
}
