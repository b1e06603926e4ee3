"""Words of the trees of the test: written before the rules were changed last, and never looked at since."""

from __future__ import annotations

FORMS: dict[str, tuple[str, ...]] = {
    "intro": (
        "Hello, you're through to {business}.",
        "Hi there, thanks for getting in touch with {business}.",
        "{business}. We are glad you called.",
        "Welcome to the {business} helpline. To help us with your call, please pick one of these options.",
        "Thank you for holding for {business}. Our menu is different from the one you may know.",
    ),
    "notice": (
        "We record calls so that we can train our people.",
        "Did you know that many things are quicker in our app?",
        "We are experiencing a high volume of calls today.",
        "By continuing this call you accept our privacy notice.",
        "Our offices are closed on Sundays.",
    ),
    "deeper": (
        "Let's get you to the right place.",
        "Sure.",
        "Select from these options.",
        "And what is your call regarding?",
        "Thanks. Just one more thing.",
        "Perfect. Now choose what you need.",
    ),
    "option": (
        "For {label}, hit {key}.",
        "For {label}, that's option {key}, press {key}.",
        "Please press {key} for {label}.",
        "If your call is about {label}, press {key}.",
        "If your call concerns {label}, please press {key} now.",
        "Select {key} for {label}.",
        "{label}? Press {key}.",
        "For {label}, press {key} now.",
        "Press {key} for help with {label}.",
        "To talk about {label}, press {key}.",
    ),
    "option to": (
        "{label}, just press {key}.",
        "If you'd like {label}, press {key}.",
        "Press {key} if you wish {label}.",
        "Press {key} if you'd like {label}.",
    ),
    "option spoken": (
        "Press {key}, or say {label}.",
        "Say {label}, or press {key} now.",
        "For {label}, press or say {key}.",
    ),
    "late": (
        "If none of that helps, for {label}, press {key}.",
        "Still there? For {label}, press {key}.",
        "For {label}, please stay with us, or press {key}.",
    ),
    "again": (
        "To go through the options again, press {key}.",
        "Press {key} to hear that one more time.",
        "To replay this message, press {key}.",
    ),
    "back": ("Press {key} to go back a step.", "To start over, press {key}."),
    "invalid": (
        "Hmm, that didn't work.",
        "I'm afraid that isn't one of the choices.",
        "Sorry, we could not process your selection.",
        "That option does not exist. Please try again.",
    ),
    "goodbye": (
        "It seems you are having trouble. Please call back another time. Goodbye.",
        "We are ending this call now. Goodbye.",
    ),
    "question": (
        "Tell me briefly how we can help you today.",
        "Hi, I'm the automated assistant. In a sentence, what is your call about?",
        "Please say what you need, for instance, I want to change my address.",
        "In just a few words, say what you'd like to do.",
    ),
    "number": (
        "Please enter the phone number we have on file, then the pound sign.",
        "Type in your ten digit telephone number and finish with hash.",
        "So we can find your records, key in your phone number followed by pound.",
    ),
    "number or": (
        "If you don't have it to hand, just stay on the line.",
        "Otherwise, please hold on.",
    ),
}

LANGUAGES = ("Polish", "Spanish", "Mandarin", "Arabic", "French", "Vietnamese")
OURS = ("English", "to proceed in English", "an English speaking agent", "to carry on in English")
CUSTOMERS = (
    "members of the public",
    "existing customers and new customers",
    "personal customers",
    "visitors and customers",
)
NOT_CUSTOMERS = (
    "trade customers",
    "vendors and contractors",
    "careers",
    "investors",
    "the media",
    "deliveries to our site",
    "corporate clients",
)
ANYTHING = (
    "any other enquiry",
    "all other calls",
    "something not listed here",
    "a customer service representative",
    "to speak with a person",
    "one of our advisers",
)

OUTER: dict[str, tuple[str, ...]] = {
    "book": (
        "bookings",
        "to make or manage a booking",
        "reservations",
        "our scheduling team",
        "to arrange a visit or change one",
    ),
    "move": (
        "bookings",
        "to make or manage a booking",
        "to make changes",
        "our scheduling team",
        "help with something you have already booked",
    ),
    "cancel": (
        "bookings",
        "to make or manage a booking",
        "cancellations and changes",
        "our scheduling team",
        "help with something you have already booked",
    ),
    "confirm": (
        "bookings",
        "to make or manage a booking",
        "our scheduling team",
        "help with something you have already booked",
    ),
    "status": (
        "help and support",
        "to check on something you are waiting for",
        "customer care",
        "queries about an order or request",
    ),
    "ask": (
        "customer care",
        "help and support",
        "general queries",
        "opening times, prices and other information",
        "our information line",
    ),
}
OUTER_DECOYS = (
    "finance",
    "accounts payable",
    "human resources",
    "recruitment",
    "Polish",
    "marketing",
    "wholesale",
    "our mailing address",
    "to leave a compliment",
    "franchise opportunities",
    "corporate headquarters",
    "a staff directory",
)
DECOYS = (
    ("billing", ("to pay a bill", "account balances and payments", "credit control", "your latest invoice")),
    ("jobs", ("vacancies", "working for us", "recruitment")),
    ("feedback", ("to make a complaint", "customer relations", "to tell us how we did")),
    ("directions", ("our location", "where to find us", "to get our address")),
    ("fax", ("our fax number", "the dial by name directory", "an extension")),
)

BANK_ANSWERS = ("general banking enquiries", "branch hours and fees", "all other banking questions")
"""Where a bank answers questions."""
