"""A hair or beauty salon."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

SALON = Business(
    kind="salon",
    names=(
        "Salon {first}",
        "{first}'s Hair Studio",
        "{place} Beauty",
        "Hair by {first}",
        "the {place} Barber Shop",
        "{last} and {last2} Stylists",
        "Studio {last}",
        "{first} and {last} Hair",
    ),
    errands=(
        Errand("book", "booked", "an appointment", ("service", "day", "time", "name", "phone"), "bookings"),
        Errand("move", "moved", "an appointment", ("name", "old_day", "day", "time"), "bookings"),
        Errand("cancel", "cancelled", "an appointment", ("name", "old_day"), "bookings"),
        Errand("confirm", "confirmed", "an appointment", ("name", "day", "time"), "bookings"),
        Errand("ask", "answered", "a question", (), "prices"),
    ),
    departments=(
        (
            "bookings",
            ("appointments", "bookings", "to book or change an appointment", "making an appointment"),
        ),
        ("prices", ("prices and opening hours", "general questions", "hours and prices")),
        ("products", ("hair products", "the shop", "orders of products")),
        ("weddings", ("weddings", "bridal packages", "wedding styling")),
        ("gifts", ("gift cards", "vouchers", "gift certificates")),
    ),
    opens=9 * 60,
    closes=19 * 60,
    services=(
        "a haircut",
        "a haircut and color",
        "a manicure",
        "highlights",
        "a beard trim",
        "a facial",
        "a blow dry",
    ),
    extras=("email", "card", "spelling"),
    questions=(
        Question(
            "price", ("what a haircut costs", "how much highlights are", "what a manicure costs"), "amount"
        ),
        Question("hours", ("until when they are open on {day}", "what time they close on {day}"), "time"),
    ),
)
