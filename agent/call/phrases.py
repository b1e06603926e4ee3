"""What may be said without the model."""

from __future__ import annotations

ONE_MOMENT = "One moment, please."
STILL_THERE = "Thank you for waiting, just a moment."
HELLO = "Hello?"
SAY_AGAIN = "Sorry, could you say that again?"
REPEAT = "Sorry, could you repeat that?"
WHO = "Before I tell you that: who am I speaking with, please?"
CHECKING = "One moment, please, I need to check that."
NOT_POSSIBLE = "I'm sorry, I can't do that right now."
NO_INFORMATION = "I'm sorry, I don't have that information right now."
CANNOT_AGREE = "I'm afraid I can't agree to that."
CANNOT_AGREE_CHECK = "I'm afraid I can't agree to that. Let me check."
AI_ASSISTANT = "Yes, I'm an AI assistant."
GOODBYE = "Thank you. Goodbye."
TROUBLE_GOODBYE = "I'm sorry, I have a problem on my side. I will have to call back. Goodbye."
NOBODY_GOODBYE = "I can't hear anybody. I will call again. Goodbye."
TIME_GOODBYE = "I'm sorry, I have to end the call now. Goodbye."

AI_ASSISTANT_FOR = "Yes, I'm an AI assistant calling on behalf of {principal}."
AI_ASSISTANT_OF = "Yes, I'm an AI assistant. I work for {principal}."
"""With the principal's name put in by the gate. The second where we were called."""
MESSAGE = "Hello, this is an AI assistant calling on behalf of {principal}."
CALL_BACK = "Please call back at {phone}."
MESSAGE_GOODBYE = "Thank you. Goodbye."
"""Left in a voicemail, of those the clauses that can be filled in, where the briefing has no message."""

SCREENED_FOR = "This is an AI assistant calling on behalf of {principal}{about}."
SCREENED = "This is an AI assistant calling{about}."
"""Told to call screening; ``about``: the reason, where there is one that may be told."""

YES_RIGHT = "Yes, that's right."
YES_WORKS = "Yes, that works."
YES_STILL_HERE = "Yes, I'm still here."
THANKS = "Great, thank you."
THAT_IS_ALL = "No, that's all."
"""What a model often says; none of the session's own."""

ALL = (
    ONE_MOMENT,
    STILL_THERE,
    HELLO,
    SAY_AGAIN,
    REPEAT,
    WHO,
    CHECKING,
    NOT_POSSIBLE,
    NO_INFORMATION,
    CANNOT_AGREE,
    CANNOT_AGREE_CHECK,
    AI_ASSISTANT,
    GOODBYE,
    TROUBLE_GOODBYE,
    NOBODY_GOODBYE,
    TIME_GOODBYE,
    YES_RIGHT,
    YES_WORKS,
    YES_STILL_HERE,
    THANKS,
    THAT_IS_ALL,
)
"""Synthesised ahead, so that they cost no time when they are needed."""
