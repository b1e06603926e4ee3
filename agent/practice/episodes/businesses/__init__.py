"""The kinds of business of the town."""

from agent.practice.episodes.businesses.clinic import CLINIC
from agent.practice.episodes.businesses.kind import Business, Errand, Question
from agent.practice.episodes.businesses.restaurant import RESTAURANT

BUSINESSES: dict[str, Business] = {business.kind: business for business in (RESTAURANT, CLINIC)}
DECOYS = (
    ("jobs", ("jobs", "careers", "job applications")),
    ("press", ("press enquiries", "the press office", "media requests")),
    ("directions", ("directions", "directions and parking", "how to find us")),
    ("billing", ("billing", "questions about a bill", "invoices", "payments")),
    ("languages", ("Spanish", "other languages", "service in Spanish")),
    ("feedback", ("feedback", "compliments and complaints", "complaints")),
)
"""Departments that any business may have and no errand wants."""

OPERATOR = (
    "the operator",
    "all other questions",
    "everything else",
    "the front desk",
    "a member of staff",
    "anything else",
)

__all__ = ["BUSINESSES", "DECOYS", "OPERATOR", "Business", "Errand", "Question"]
