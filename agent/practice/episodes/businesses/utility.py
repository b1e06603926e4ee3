"""A power, water or internet company."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

UTILITY = Business(
    kind="utility",
    names=(
        "{place} Power",
        "{place} Water",
        "{last} Energy",
        "{place} Gas and Electric",
        "{last} Broadband",
        "{place} Fiber",
        "{last} Telecom",
        "{place} City Utilities",
    ),
    errands=(
        Errand(
            "book",
            "booked",
            "a technician visit",
            ("account", "address", "reason", "day", "time", "name", "phone"),
            "technical",
        ),
        Errand(
            "move", "moved", "a technician visit", ("account", "name", "old_day", "day", "time"), "technical"
        ),
        Errand("cancel", "cancelled", "a technician visit", ("account", "name", "old_day"), "technical"),
        Errand("status", "answered", "my new meter", ("account", "name"), "orders"),
        Errand("ask", "answered", "a question", (), "service"),
    ),
    departments=(
        (
            "technical",
            ("technical support", "technician visits", "faults and repairs", "a technical problem"),
        ),
        ("orders", ("orders", "the status of an order", "a new meter or device", "orders and deliveries")),
        ("service", ("customer service", "prices and general questions", "general enquiries")),
        ("moving", ("moving home", "if you are moving", "a new address")),
        ("contract", ("new contracts", "becoming a customer", "contracts and tariffs")),
        ("outage", ("outages", "to report an outage", "power cuts")),
        ("meter", ("meter readings", "to give a meter reading", "reading your meter")),
    ),
    opens=8 * 60,
    closes=18 * 60,
    services=("a broken router", "a meter exchange", "a slow connection", "a water leak", "a dead socket"),
    extras=("postcode", "email", "date_of_birth", "card"),
    questions=(
        Question(
            "hours",
            ("until when the service line is open on {day}", "how late the shop is open on {day}"),
            "time",
        ),
        Question(
            "price",
            ("what the installation costs", "how much the basic plan is", "what a second router costs"),
            "amount",
        ),
    ),
)
