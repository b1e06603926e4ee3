"""An airline."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

AIRLINE = Business(
    kind="airline",
    names=(
        "{last} Air",
        "{place} Airways",
        "Air {place}",
        "{place} Airlines",
        "Trans {last} Airways",
        "{last} Jet",
        "{place} Express Air",
        "{last} and {last2} Airlines",
    ),
    errands=(
        Errand("move", "moved", "a flight", ("reference", "name", "day", "time", "email"), "changes"),
        Errand("cancel", "cancelled", "a flight", ("reference", "name", "old_day"), "changes"),
        Errand("confirm", "confirmed", "a flight", ("reference", "name", "day", "time"), "changes"),
        Errand("status", "answered", "my delayed bag", ("reference", "name", "phone"), "bags"),
        Errand("ask", "answered", "a question", (), "other"),
    ),
    departments=(
        (
            "changes",
            (
                "existing bookings",
                "to change or cancel a flight",
                "changes to a booking",
                "managing a booking",
            ),
        ),
        ("bags", ("baggage", "lost and delayed bags", "bags", "delayed baggage")),
        ("other", ("general questions", "other questions", "information on travel")),
        ("sales", ("new bookings", "to book a flight", "ticket sales")),
        ("miles", ("the frequent flyer program", "miles and rewards", "reward points")),
        ("refunds", ("refunds", "refunds and claims", "compensation")),
        ("groups", ("group travel", "groups of ten or more", "corporate travel")),
    ),
    opens=6 * 60,
    closes=22 * 60,
    extras=("card", "phone", "date_of_birth", "spelling"),
    questions=(
        Question("price", ("what a second bag costs", "how much it costs to bring a bicycle"), "amount"),
        Question(
            "hours",
            ("until when the check-in is open on {day}", "how late the counter is open on {day}"),
            "time",
        ),
    ),
)
