"""The kinds of business of the town."""

from agent.practice.episodes.businesses.airline import AIRLINE
from agent.practice.episodes.businesses.bank import BANK
from agent.practice.episodes.businesses.clinic import CLINIC
from agent.practice.episodes.businesses.garage import GARAGE
from agent.practice.episodes.businesses.hotel import HOTEL
from agent.practice.episodes.businesses.kind import Business, Errand, Question
from agent.practice.episodes.businesses.library import LIBRARY
from agent.practice.episodes.businesses.pharmacy import PHARMACY
from agent.practice.episodes.businesses.restaurant import RESTAURANT
from agent.practice.episodes.businesses.salon import SALON
from agent.practice.episodes.businesses.shared import DECOYS, OPERATOR, OUTER, OUTER_DECOYS
from agent.practice.episodes.businesses.theatre import THEATRE
from agent.practice.episodes.businesses.utility import UTILITY
from agent.practice.episodes.businesses.vet import VET

BUSINESSES: dict[str, Business] = {
    business.kind: business
    for business in (
        RESTAURANT,
        CLINIC,
        AIRLINE,
        HOTEL,
        GARAGE,
        BANK,
        SALON,
        LIBRARY,
        PHARMACY,
        VET,
        UTILITY,
        THEATRE,
    )
}

__all__ = ["BUSINESSES", "DECOYS", "OPERATOR", "OUTER", "OUTER_DECOYS", "Business", "Errand", "Question"]
