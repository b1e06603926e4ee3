"""The practice town's telephone book: pure data.

All numbers lie in +1 202 555 01xx, which is set aside for fiction: nobody can be rung by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "+120255501"
ALLOW = (PREFIX + "XX",)
"""What ``policy.allow`` has to hold for the practice town."""
OWNER = "+12025550100"
"""The number our side calls from."""

RESTAURANT = "+12025550110"
DIRECT = "+12025550111"
SHOP = "+12025550112"
STAGE = "+12025550113"
BUSY = "+12025550120"
NO_ANSWER = "+12025550121"
DECLINED = "+12025550122"
UNALLOCATED = "+12025550123"
NOT_IN_SERVICE = "+12025550124"
CONGESTION = "+12025550125"
VOICEMAIL = "+12025550126"
ECHO = "+12025550127"
READ_DIGITS = "+12025550128"
GONE = "+12025550129"
SEND_DIGITS = "+12025550130"
SILENT = "+12025550131"
FORBIDDEN = "+12025550132"
SCREENED = "+12025550133"
TIMED_OUT = "+12025550134"
RANG_OUT = "+12025550135"
HANGS_UP = "+12025550136"
MUSIC = "+12025550137"
TONE = "+12025550138"
DIGITS = "0123456789*#ABCD"
"""What ``SEND_DIGITS`` sends, in this order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One number and what its far end does."""

    number: str
    name: str
    does: str


TOWN: tuple[Entry, ...] = (
    Entry(RESTAURANT, "restaurant", "Bella Vista: menu of two levels, queue with music, then a person"),
    Entry(DIRECT, "direct", "rings a person"),
    Entry(SHOP, "shop", "rings another person"),
    Entry(STAGE, "stage", "whoever an episode of `offhook rehearse` says; nobody otherwise"),
    Entry(BUSY, "busy", "486"),
    Entry(NO_ANSWER, "no-answer", "rings for ever"),
    Entry(DECLINED, "declined", "603 after ringing"),
    Entry(UNALLOCATED, "unallocated", "SIT and announcement as early media, then 404"),
    Entry(NOT_IN_SERVICE, "not-in-service", "answers with SIT and the announcement"),
    Entry(CONGESTION, "congestion", "503"),
    Entry(VOICEMAIL, "voicemail", "greeting, beep, records"),
    Entry(ECHO, "echo", "answers and echoes"),
    Entry(READ_DIGITS, "read-digits", "answers, reads keys, reports them over AMI and says them"),
    Entry(GONE, "gone", "410"),
    Entry(SEND_DIGITS, "send-digits", "answers and presses all 16 keys"),
    Entry(SILENT, "silent", "answers and sends no RTP"),
    Entry(FORBIDDEN, "forbidden", "403 without ringing"),
    Entry(SCREENED, "screened", "403 after ringing"),
    Entry(TIMED_OUT, "timed-out", "408 without ringing"),
    Entry(RANG_OUT, "rang-out", "408 after ringing"),
    Entry(HANGS_UP, "hangs-up", "answers, says goodbye, hangs up"),
    Entry(MUSIC, "music", "answers and plays hold music for ever"),
    Entry(TONE, "tone", "answers and plays a 1004 Hz tone"),
)

REFUSALS: dict[str, int] = {
    f"{PREFIX}{ending}": sip_code
    for ending, sip_code in (
        (40, 401),
        (41, 404),
        (42, 480),
        (43, 482),
        (44, 483),
        (45, 484),
        (46, 485),
        (47, 488),
        (48, 500),
        (49, 502),
        (50, 504),
        (51, 600),
        (52, 604),
        (53, 606),
        (54, 607),
        (55, 608),
    )
}
"""Numbers that are refused at once with the SIP status given."""

PEOPLE: tuple[str, ...] = ("person-bella", "person-direct", "person-shop")
"""SIP users of the carrier: who answers ``RESTAURANT``, ``DIRECT`` and ``SHOP``."""
STAGE_ACCOUNT = "person-stage"
"""Who answers ``STAGE``."""
