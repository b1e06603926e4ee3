"""A car workshop."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

GARAGE = Business(
    kind="garage",
    names=(
        "{last}'s Garage",
        "{last} Auto",
        "{place} Motors",
        "{place} Auto Repair",
        "{last} and Sons",
        "{place} Tires",
        "{first}'s Auto Shop",
        "{last} Car Care",
    ),
    errands=(
        Errand(
            "book",
            "booked",
            "an appointment",
            ("service", "plate", "day", "time", "name", "phone"),
            "service",
        ),
        Errand(
            "move", "moved", "a service appointment", ("name", "plate", "old_day", "day", "time"), "service"
        ),
        Errand("cancel", "cancelled", "a service appointment", ("name", "old_day", "plate"), "service"),
        Errand("status", "answered", "my car", ("plate", "name"), "workshop"),
        Errand("ask", "answered", "a question", (), "front"),
    ),
    departments=(
        (
            "service",
            (
                "service appointments",
                "the service desk",
                "booking a service",
                "repairs and service appointments",
            ),
        ),
        ("workshop", ("cars in the workshop", "the status of a repair", "a car that is being repaired")),
        ("front", ("the front desk", "opening hours and prices", "general questions")),
        ("sales", ("car sales", "new and used cars", "buying a car")),
        ("parts", ("spare parts", "parts and accessories", "the parts counter")),
        ("towing", ("towing", "breakdown and towing", "roadside assistance")),
        ("rental", ("rental cars", "a replacement car", "car rental")),
    ),
    opens=7 * 60 + 30,
    closes=17 * 60,
    services=(
        "an oil change",
        "new brakes",
        "a tire change",
        "an inspection",
        "a strange noise",
        "a battery check",
        "a new windshield",
    ),
    extras=("mileage", "email", "address", "card"),
    questions=(
        Question("price", ("what an oil change costs", "how much a set of winter tires is"), "amount"),
        Question("hours", ("until when they are open on {day}", "what time they close on {day}"), "time"),
        Question(
            "stock",
            ("how many snow chains they have in stock", "whether they have roof boxes in stock"),
            "count",
        ),
    ),
)
