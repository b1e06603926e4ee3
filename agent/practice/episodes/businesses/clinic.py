"""A doctor's or dentist's practice."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

CLINIC = Business(
    kind="clinic",
    names=(
        "the {last} Clinic",
        "{place} Medical",
        "Doctor {last}'s office",
        "{place} Dental",
        "{last} Family Dentistry",
        "the {place} Health Center",
        "{last} and {last2} Pediatrics",
        "{place} Eye Clinic",
    ),
    errands=(
        Errand(
            "book",
            "booked",
            "an appointment",
            ("reason", "day", "time", "name", "date_of_birth", "phone"),
            "appointments",
        ),
        Errand(
            "move", "moved", "an appointment", ("name", "date_of_birth", "old_day", "day", "time"), "changes"
        ),
        Errand("cancel", "cancelled", "an appointment", ("name", "old_day", "date_of_birth"), "changes"),
        Errand("confirm", "confirmed", "an appointment", ("name", "day", "time"), "appointments"),
        Errand("ask", "answered", "a question", (), "hours"),
    ),
    departments=(
        (
            "appointments",
            (
                "appointments",
                "to make an appointment",
                "scheduling",
                "new appointments",
                "booking an appointment",
            ),
        ),
        (
            "changes",
            ("changing an appointment", "to change or cancel an appointment", "existing appointments"),
        ),
        ("hours", ("opening hours", "office hours", "hours and general information")),
        ("prescriptions", ("prescriptions", "prescription refills", "a repeat prescription")),
        ("results", ("test results", "lab results", "results of a test")),
        ("nurse", ("the nurse", "medical advice", "the nurse line")),
        ("referrals", ("referrals", "doctors and hospitals", "pharmacies and doctors")),
    ),
    opens=8 * 60,
    closes=17 * 60,
    services=(
        "a check-up",
        "a cleaning",
        "a sore throat",
        "a back pain",
        "a blood test",
        "a flu shot",
        "an eye test",
        "a toothache",
    ),
    extras=("insurance", "email", "address", "spelling"),
    questions=(
        Question(
            "hours", ("until when are they open on {day}", "how late is the office open on {day}"), "time"
        ),
        Question(
            "price", ("what does a check-up cost without insurance", "how much a flu shot costs"), "amount"
        ),
    ),
)
