"""A hotel."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

HOTEL = Business(
    kind="hotel",
    names=(
        "the {place} Hotel",
        "Hotel {last}",
        "the {last} Inn",
        "{place} Suites",
        "the {place} Lodge",
        "the Grand {last}",
        "{place} Inn and Suites",
        "the {last} House Hotel",
    ),
    errands=(
        Errand(
            "book", "booked", "a room", ("day", "nights", "people", "name", "phone", "email"), "reservations"
        ),
        Errand("cancel", "cancelled", "a room reservation", ("reference", "name", "old_day"), "changes"),
        Errand("confirm", "confirmed", "a room reservation", ("name", "day", "reference"), "reservations"),
        Errand("ask", "answered", "a question", (), "desk"),
    ),
    departments=(
        (
            "reservations",
            ("room reservations", "reservations", "booking a room", "a new booking", "rooms and rates"),
        ),
        (
            "changes",
            ("an existing reservation", "changes and cancellations", "to change or cancel a booking"),
        ),
        ("desk", ("the front desk", "the reception", "general questions", "guest services")),
        ("events", ("meetings and events", "conferences", "weddings and banquets")),
        ("restaurant", ("the restaurant", "the hotel restaurant", "the bar and restaurant")),
        ("spa", ("the spa", "spa and wellness", "massages and spa")),
        ("lost", ("lost property", "lost and found", "items left behind")),
    ),
    opens=8 * 60,
    closes=20 * 60,
    extras=("card", "email", "address", "spelling"),
    questions=(
        Question(
            "price",
            ("what a double room costs per night", "what does parking cost", "how much breakfast is"),
            "amount",
        ),
        Question(
            "hours",
            ("until when breakfast is served on {day}", "until when the front desk is open on {day}"),
            "time",
        ),
    ),
    most_people=5,
)
