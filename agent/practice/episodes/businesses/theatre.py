"""A theatre or cinema."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

THEATRE = Business(
    kind="theatre",
    names=(
        "the {place} Theatre",
        "the {last} Playhouse",
        "{place} Cinema",
        "the {last} Opera House",
        "{place} Concert Hall",
        "the {last} Theatre",
    ),
    errands=(
        Errand("book", "booked", "tickets", ("people", "day", "time", "name", "phone"), "tickets"),
        Errand("cancel", "cancelled", "tickets", ("reference", "name", "old_day"), "bookings"),
        Errand("move", "moved", "our tickets", ("reference", "name", "day", "time"), "bookings"),
        Errand("confirm", "confirmed", "our tickets", ("name", "day", "reference"), "bookings"),
        Errand("ask", "answered", "a question", (), "information"),
    ),
    departments=(
        ("tickets", ("tickets", "the box office", "to buy tickets", "new bookings", "ticket sales")),
        ("bookings", ("existing bookings", "changes and refunds", "to change or return tickets")),
        ("information", ("program information", "prices and opening hours", "general information")),
        ("members", ("members and subscriptions", "subscriptions", "season tickets")),
        ("groups", ("schools and groups", "group bookings", "school visits")),
        ("stage", ("the stage door", "artists", "the production office", "artists and agents", "auditions")),
        ("venue", ("hiring the hall", "venue hire", "renting a room")),
    ),
    opens=14 * 60,
    closes=21 * 60,
    extras=("email", "card", "seating", "spelling"),
    questions=(
        Question(
            "price",
            ("what a ticket costs", "how much a seat in the first row is", "what a program costs"),
            "amount",
        ),
        Question(
            "hours",
            ("until when the box office is open on {day}", "when the box office closes on {day}"),
            "time",
        ),
        Question(
            "stock",
            ("how many seats are left for the matinee", "how many seats are left in the first row"),
            "count",
        ),
    ),
    most_people=9,
)
