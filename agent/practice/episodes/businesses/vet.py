"""A veterinary practice."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

VET = Business(
    kind="vet",
    names=(
        "{place} Animal Hospital",
        "{last} Veterinary Clinic",
        "Doctor {last}'s Pet Clinic",
        "{place} Vets",
        "{place} Pet Care",
        "{last} and {last2} Vets",
    ),
    errands=(
        Errand(
            "book",
            "booked",
            "an appointment",
            ("pet", "reason", "day", "time", "name", "phone"),
            "appointments",
        ),
        Errand("move", "moved", "an appointment", ("name", "pet", "old_day", "day", "time"), "appointments"),
        Errand("cancel", "cancelled", "an appointment", ("name", "pet", "old_day"), "appointments"),
        Errand("confirm", "confirmed", "an appointment", ("name", "pet", "day", "time"), "appointments"),
        Errand("ask", "answered", "a question", (), "desk"),
    ),
    departments=(
        (
            "appointments",
            ("appointments", "to make or change an appointment", "scheduling", "booking a visit"),
        ),
        ("desk", ("the front desk", "opening hours and prices", "general questions")),
        ("emergency", ("an emergency", "emergencies", "a sick animal right now")),
        ("food", ("pet food", "food and supplies", "orders of food")),
        ("grooming", ("grooming", "baths and grooming", "nail trims")),
        ("boarding", ("boarding", "kennels", "pet boarding")),
    ),
    opens=8 * 60,
    closes=18 * 60,
    services=(
        "a vaccination",
        "a check-up",
        "a limp",
        "an ear infection",
        "a nail trim",
        "a cough",
        "a blood test",
    ),
    extras=("email", "insurance", "address", "spelling"),
    questions=(
        Question("hours", ("until when they are open on {day}", "what time they close on {day}"), "time"),
        Question("price", ("what a vaccination costs", "how much a check-up is"), "amount"),
    ),
)
