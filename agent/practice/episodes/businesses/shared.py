"""Departments that any business may have."""

DECOYS = (
    ("jobs", ("jobs", "careers", "job applications")),
    ("press", ("press enquiries", "the press office", "media requests")),
    ("directions", ("directions", "directions and parking", "how to find us")),
    ("billing", ("billing", "questions about a bill", "invoices", "payments")),
    ("languages", ("Spanish", "other languages", "service in Spanish")),
    ("feedback", ("feedback", "compliments and complaints", "complaints")),
)
"""No errand wants these."""

OPERATOR = (
    "the operator",
    "all other questions",
    "everything else",
    "a member of staff",
    "anything else",
    "all other matters",
    "to speak to someone",
)
"""Right where no department fits better."""

OUTER = {
    "book": (
        "appointments and bookings",
        "bookings and reservations",
        "new and existing bookings",
        "our booking team",
    ),
    "move": (
        "appointments and bookings",
        "bookings and reservations",
        "new and existing bookings",
        "existing customers",
    ),
    "cancel": (
        "appointments and bookings",
        "bookings and reservations",
        "new and existing bookings",
        "existing customers",
    ),
    "confirm": (
        "appointments and bookings",
        "bookings and reservations",
        "new and existing bookings",
        "existing customers",
    ),
    "status": ("customer service", "existing customers", "orders and enquiries", "service and support"),
    "ask": ("customer service", "information", "general enquiries", "service and information"),
}
"""What an outer menu calls the branch that leads to the errand's department."""

OUTER_DECOYS = (
    "sales",
    "billing",
    "jobs and press",
    "Spanish",
    "our address and directions",
    "feedback",
    "suppliers",
    "the accounting department",
    "our newsletter",
    "the head office",
)
