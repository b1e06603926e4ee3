"""A restaurant."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

RESTAURANT = Business(
    kind="restaurant",
    names=(
        "{last}'s Kitchen",
        "{last}'s Grill",
        "Trattoria {first}",
        "Cafe {first}",
        "the {place} Bistro",
        "the {last} House",
        "{first}'s Diner",
        "{place} Grill",
        "the {place} Room",
        "{last} and {last2}",
    ),
    errands=(
        Errand("book", "booked", "a table", ("people", "day", "time", "name", "phone"), "reservations"),
        Errand("move", "moved", "a table reservation", ("name", "old_day", "day", "time"), "changes"),
        Errand("cancel", "cancelled", "a table reservation", ("name", "old_day"), "changes"),
        Errand("confirm", "confirmed", "a table reservation", ("name", "day", "time"), "reservations"),
        Errand("ask", "answered", "a question", (), "hours"),
    ),
    departments=(
        (
            "reservations",
            ("reservations", "a reservation", "new reservations", "table bookings", "booking a table"),
        ),
        (
            "changes",
            ("existing reservations", "changes to a reservation", "changing or cancelling a booking"),
        ),
        ("hours", ("opening hours and general questions", "opening hours", "hours and location")),
        ("catering", ("catering", "catering and parties", "catering orders")),
        ("events", ("private events", "weddings and private parties", "group events")),
        ("takeaway", ("takeaway orders", "take out", "pick up orders", "delivery")),
        ("gifts", ("gift cards", "gift vouchers")),
    ),
    opens=17 * 60,
    closes=21 * 60 + 30,
    most_people=12,
    extras=("seating", "card", "email", "spelling"),
    questions=(
        Question("hours", ("until when are they open on {day}", "what time do they close on {day}"), "time"),
        Question("price", ("what does the set menu cost", "what is the price of the lunch menu"), "amount"),
    ),
)
