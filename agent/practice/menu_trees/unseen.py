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
DEPARTMENTS: dict[str, dict[str, tuple[str, ...]]] = {
    "airline": {
        "changes": (
            "to manage an existing reservation",
            "a flight that you have already booked",
            "changes, cancellations and seat selection",
            "help with a current booking",
        ),
        "bags": (
            "baggage services",
            "lost luggage",
            "to trace a bag",
            "baggage claims and tracing",
            "checked bags that are late or damaged",
        ),
        "other": ("all general enquiries", "travel and airport information", "customer service"),
        "sales": ("to buy a ticket", "fares and new reservations", "to plan a new trip"),
        "miles": ("our loyalty club", "award travel", "frequent flyer accounts"),
        "refunds": ("a refund", "to claim for a delayed flight", "travel vouchers"),
        "groups": ("parties of nine or more", "school and team travel", "charter flights"),
        "special": ("special assistance", "wheelchair services", "unaccompanied children"),
    },
    "bank": {
        "branch": (
            "to see someone at a branch",
            "meetings with our advisers",
            "to arrange or change an appointment",
            "branch services",
        ),
        "cards": (
            "cards and card delivery",
            "to ask about a card you have ordered",
            "debit cards",
            "card services",
        ),
        "balance": ("to hear your balance", "recent payments", "statements"),
        "loans": ("mortgages", "personal loans", "borrowing"),
        "fraud": ("a payment you do not recognise", "scams", "if your card has been stolen"),
        "online": ("internet banking", "a forgotten password", "to unlock your app"),
        "business": ("merchant services", "commercial clients", "business banking"),
        "savings": ("savings and investments", "wealth management", "pensions"),
    },
    "clinic": {
        "appointments": (
            "to see a doctor",
            "our appointment desk",
            "to arrange a visit",
            "appointment bookings",
            "to book or check an appointment",
        ),
        "changes": (
            "to move or cancel a visit",
            "appointments you already have",
            "cancellations",
            "to make changes to an upcoming appointment",
        ),
        "hours": (
            "opening times and fees",
            "hours, location and other information",
            "reception",
            "general enquiries",
        ),
        "prescriptions": ("medication refills", "to order repeat medicines", "the pharmacy line"),
        "results": ("blood test results", "x-ray and lab reports", "the outcome of a test"),
        "nurse": ("to talk to a nurse", "urgent medical questions", "triage"),
        "referrals": (
            "if you are calling from another practice",
            "physicians and hospitals",
            "referral letters",
        ),
        "records": ("medical records", "sick notes and forms", "copies of your file"),
    },
    "garage": {
        "service": (
            "the service department",
            "servicing and repairs",
            "to get your car serviced",
            "to book in your vehicle or change a booking",
        ),
        "workshop": (
            "an update on your vehicle",
            "to check whether your car is ready",
            "vehicles that are with us",
            "repair updates",
        ),
        "front": ("general enquiries", "opening times and charges", "reception", "customer information"),
        "sales": ("our showroom", "to arrange a test drive", "vehicle sales and leasing"),
        "parts": ("the parts department", "tyres and batteries", "to order a part"),
        "towing": ("if you have broken down", "recovery", "accident assistance"),
        "body": ("body shop and paint", "dents and scratches", "insurance repairs"),
    },
    "hotel": {
        "reservations": (
            "to book a stay",
            "room bookings",
            "central reservations",
            "availability and reservations",
        ),
        "changes": (
            "to change or cancel your stay",
            "a booking you already have with us",
            "managing your reservation",
            "cancellations and amendments",
        ),
        "desk": ("guest relations", "front office", "questions about your stay", "hotel information"),
        "events": ("functions and weddings", "conference sales", "banqueting"),
        "restaurant": ("dining", "our rooftop restaurant", "a table in the brasserie"),
        "spa": ("the health club", "beauty treatments", "the pool and gym"),
        "lost": ("something you left behind", "lost items", "lost property"),
        "loyalty": ("our rewards program", "points and membership", "loyalty members"),
    },
    "library": {
        "rooms": (
            "to reserve a room",
            "study spaces and meeting rooms",
            "room hire and bookings",
            "our study room service",
        ),
        "loans": (
            "reserved items",
            "books on hold",
            "borrowing, holds and reservations",
            "items you have requested",
        ),
        "desk": (
            "the enquiry desk",
            "library hours and general help",
            "opening times and membership fees",
            "the reference desk",
        ),
        "children": ("young readers", "the kids' corner", "schools and nurseries"),
        "archive": ("family history", "special collections", "newspapers and maps"),
        "events": ("author talks", "classes and workshops", "this month's program"),
        "digital": ("e-books", "computers and printing", "help with a password"),
    },
    "pharmacy": {
        "prescriptions": (
            "to check on a prescription",
            "prescription pickup",
            "prescription services",
            "to find out if your medicine is ready",
        ),
        "shots": (
            "immunizations",
            "the vaccination clinic",
            "flu and travel vaccines",
            "to arrange or change a vaccination",
        ),
        "store": (
            "the front of the store",
            "store hours and products",
            "shop enquiries",
            "general information",
        ),
        "doctor": ("prescribers", "if you are a healthcare provider", "surgeries and hospitals"),
        "photo": ("photo printing", "the photo lab", "pictures and frames"),
        "pharmacist": ("a consultation with the pharmacist", "drug interactions", "advice about a medicine"),
        "insurance": ("insurance questions", "co-payments", "coverage"),
    },
    "restaurant": {
        "reservations": (
            "table bookings",
            "to book for lunch or dinner",
            "our reservations desk",
            "to reserve or confirm a table",
        ),
        "changes": (
            "to amend or cancel your booking",
            "if you have already booked",
            "running late or changing a reservation",
            "booking changes",
        ),
        "hours": (
            "opening times and menus",
            "our location and opening hours",
            "hours, prices and directions",
            "general enquiries",
        ),
        "catering": ("outside catering", "office lunches", "party platters"),
        "events": ("large groups and functions", "private dining", "birthdays and weddings"),
        "takeaway": ("to order food to go", "home delivery", "collection orders"),
        "gifts": ("gift certificates", "vouchers", "our online shop"),
    },
    "salon": {
        "bookings": (
            "the booking desk",
            "to schedule or reschedule a visit",
            "appointment enquiries",
            "all bookings, changes and cancellations",
        ),
        "prices": ("our price list", "opening times and prices", "salon information", "prices and services"),
        "products": ("shampoo and styling products", "product orders", "our online store"),
        "weddings": ("brides", "parties and proms", "wedding packages"),
        "gifts": ("gift vouchers", "to buy a gift card", "loyalty cards"),
        "training": ("our academy", "model nights", "apprenticeships"),
    },
    "theatre": {
        "tickets": (
            "the ticket office",
            "ticket bookings",
            "to book seats",
            "to buy tickets for a performance",
        ),
        "bookings": (
            "tickets you have already bought",
            "exchanges and cancellations",
            "an existing order",
            "changes to a booking",
        ),
        "information": (
            "what's on and ticket prices",
            "visitor information",
            "opening times and general enquiries",
        ),
        "members": ("friends of the theatre", "subscribers", "donations and membership"),
        "groups": ("parties of ten or more", "education", "school bookings"),
        "stage": ("the stage crew", "casting", "administration"),
        "venue": ("private hire", "conferences and functions", "hiring our rooms"),
        "access": ("access and wheelchair spaces", "the cloakroom and lost property", "the theatre bar"),
    },
    "utility": {
        "technical": (
            "an engineer visit",
            "technical help and repairs",
            "to arrange or change an engineer's appointment",
            "technicians and service visits",
        ),
        "orders": (
            "to track an order",
            "the progress of an installation or a meter",
            "an order you have placed",
            "equipment orders and deliveries",
        ),
        "service": (
            "customer care",
            "questions about our services and prices",
            "any general enquiry",
            "customer services",
        ),
        "moving": ("if you are moving house", "a change of address", "to close an account"),
        "contract": ("to sign up", "to switch to us", "to renew your contract"),
        "outage": ("a loss of supply", "an emergency or a leak", "service interruptions in your area"),
        "meter": ("to submit a reading", "your meter reading", "smart meter readings"),
        "bills": ("bills and direct debits", "to pay by card", "help with paying"),
    },
    "vet": {
        "appointments": (
            "to book in your pet",
            "appointment bookings and changes",
            "to arrange, change or confirm a visit",
            "consultations",
        ),
        "desk": ("reception", "opening times and fees", "general enquiries", "questions about our practice"),
        "emergency": ("urgent care", "if your pet is very ill", "the emergency vet"),
        "food": ("diets and supplies", "flea and worm treatments", "our pet shop"),
        "grooming": ("the groomer", "clipping and washing", "the dog salon"),
        "boarding": ("the cattery", "holiday boarding", "day care for dogs"),
        "insurance": ("pet insurance claims", "insurers", "insurance forms"),
    },
}
"""What menus call every department, by kind of business: those that errands want, and others."""
