"""A public library."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

LIBRARY = Business(
    kind="library",
    names=(
        "the {place} Library",
        "{last} Public Library",
        "{place} Public Library",
        "the {last} Memorial Library",
        "{place} City Library",
        "the {last} Reading Room",
    ),
    errands=(
        Errand("book", "booked", "a study room", ("people", "day", "time", "name", "member"), "rooms"),
        Errand("cancel", "cancelled", "a study room booking", ("name", "old_day", "member"), "rooms"),
        Errand("move", "moved", "a study room booking", ("name", "old_day", "day", "time"), "rooms"),
        Errand("status", "answered", "the book that I reserved", ("name", "member"), "loans"),
        Errand("ask", "answered", "a question", (), "desk"),
    ),
    departments=(
        ("rooms", ("study rooms", "room bookings", "booking a room", "rooms and spaces")),
        (
            "loans",
            ("loans and reservations", "reserved books", "holds and renewals", "your account and loans"),
        ),
        ("desk", ("the information desk", "opening hours", "general information")),
        ("children", ("the children's library", "children and families", "story time")),
        ("archive", ("the archive", "local history", "historical documents")),
        ("events", ("readings and events", "events", "courses and events")),
    ),
    opens=9 * 60,
    closes=19 * 60,
    extras=("phone", "email", "spelling"),
    questions=(
        Question(
            "hours", ("until when the library is open on {day}", "what time they close on {day}"), "time"
        ),
        Question("price", ("what a library card costs", "how much the late fee is"), "amount"),
        Question(
            "stock",
            ("how many copies of the new atlas they have", "how many chess sets they can lend"),
            "count",
        ),
    ),
    most_people=8,
)
