"""A bank."""

from agent.practice.episodes.businesses.kind import Business, Errand, Question

BANK = Business(
    kind="bank",
    names=(
        "{last} Bank",
        "{place} Savings Bank",
        "First {place} Bank",
        "{place} Credit Union",
        "{last} and {last2} Trust",
        "{place} Community Bank",
        "Bank of {place}",
        "{last} National",
    ),
    errands=(
        Errand(
            "book",
            "booked",
            "an appointment with an advisor",
            ("reason", "day", "time", "name", "account", "phone"),
            "branch",
        ),
        Errand("move", "moved", "an appointment", ("name", "account", "day", "time"), "branch"),
        Errand("cancel", "cancelled", "an appointment", ("name", "old_day"), "branch"),
        Errand("status", "answered", "my new bank card", ("name", "account", "date_of_birth"), "cards"),
        Errand("ask", "answered", "a question", (), "branch"),
    ),
    departments=(
        ("branch", ("your local branch", "branch appointments and hours", "appointments", "a branch visit")),
        ("cards", ("cards", "debit and credit cards", "questions about a card")),
        ("balance", ("account balance", "balances and transactions", "your recent transactions")),
        ("loans", ("loans and mortgages", "home loans", "a new loan")),
        ("fraud", ("fraud", "to report fraud", "a lost or stolen card")),
        ("online", ("online banking", "help with the app", "the mobile app")),
        ("business", ("business customers", "business accounts", "business banking")),
    ),
    opens=9 * 60,
    closes=17 * 60,
    services=("a mortgage", "a savings account", "a car loan", "a retirement plan", "a new account"),
    extras=("date_of_birth", "card", "email", "address", "postcode"),
    questions=(
        Question(
            "hours",
            ("until when the branch is open on {day}", "how late the counter is open on {day}"),
            "time",
        ),
        Question(
            "price", ("what a safe deposit box costs", "how much an international transfer is"), "amount"
        ),
    ),
)
