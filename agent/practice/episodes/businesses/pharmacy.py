"""A pharmacy."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

PHARMACY = Business(
    kind="pharmacy",
    names=(
        "{place} Pharmacy",
        "{last}'s Pharmacy",
        "{last} Drugs",
        "the {place} Drugstore",
        "{last} and {last2} Chemists",
        "{place} Family Pharmacy",
    ),
    errands=(
        Errand(
            "status", "answered", "my prescription", ("name", "date_of_birth", "reference"), "prescriptions"
        ),
        Errand("book", "booked", "a flu shot", ("day", "time", "name", "date_of_birth", "phone"), "shots"),
        Errand("cancel", "cancelled", "a flu shot appointment", ("name", "old_day"), "shots"),
        Errand("move", "moved", "a flu shot appointment", ("name", "date_of_birth", "day", "time"), "shots"),
        Errand("ask", "answered", "a question", (), "store"),
    ),
    departments=(
        ("prescriptions", ("prescriptions", "prescription status", "refills", "your prescription")),
        ("shots", ("vaccinations", "flu shots", "shots and vaccinations", "an appointment for a shot")),
        ("store", ("store information", "opening hours", "the store")),
        ("doctor", ("doctors' offices", "medical professionals", "doctors and nurses")),
        ("photo", ("the photo counter", "photos and prints", "passport photos")),
        ("pharmacist", ("the pharmacist", "advice on medicines", "questions about side effects")),
    ),
    opens=8 * 60,
    closes=19 * 60,
    extras=("insurance", "phone", "address", "email"),
    questions=(
        Question(
            "hours", ("until when they are open on {day}", "how late the counter is open on {day}"), "time"
        ),
        Question("price", ("what a flu shot costs", "how much a box of masks is"), "amount"),
        Question(
            "stock",
            ("how many thermometers they have in stock", "whether they have cough syrup in stock"),
            "count",
        ),
    ),
)
