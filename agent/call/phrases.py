"""What may be said without the model."""

from __future__ import annotations

ONE_MOMENT = "One moment, please."
STILL_THERE = "Thank you for waiting, just a moment."
HELLO = "Hello?"
SAY_AGAIN = "Sorry, could you say that again?"
REPEAT = "Sorry, could you repeat that?"
CHECKING = "One moment, please, I need to check that."
NOT_POSSIBLE = "I'm sorry, I can't do that right now."
GOODBYE = "Thank you. Goodbye."
TROUBLE_GOODBYE = "I'm sorry, I have a problem on my side. I will have to call back. Goodbye."
NOBODY_GOODBYE = "I can't hear anybody. I will call again. Goodbye."
TIME_GOODBYE = "I'm sorry, I have to end the call now. Goodbye."

ALL = (
    ONE_MOMENT,
    STILL_THERE,
    HELLO,
    SAY_AGAIN,
    REPEAT,
    CHECKING,
    NOT_POSSIBLE,
    GOODBYE,
    TROUBLE_GOODBYE,
    NOBODY_GOODBYE,
    TIME_GOODBYE,
)
"""Synthesised ahead, so that they cost no time when they are needed."""
