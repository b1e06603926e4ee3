"""Words of the trees: what the rules were tuned on here, those of the test in ``unseen``."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Literal

from agent.practice.episodes.businesses import DECOYS, OUTER, OUTER_DECOYS, Business
from agent.practice.menu_trees import unseen, unseen_departments

Split = Literal["tuning", "test"]

_FORMS: dict[str, tuple[str, ...]] = {
    "intro": (
        "Thank you for calling {business}.",
        "Welcome to {business}.",
        "You have reached {business}.",
        "{business}, good day.",
        "Thanks for calling {business}. Please listen carefully, as our options have changed.",
        "This is {business}. Please listen to all of the options.",
        "Hello, and thank you for your call to {business}.",
        "Welcome, you are calling {business}. Please choose from the following options.",
    ),
    "notice": (
        "This call may be recorded for quality purposes.",
        "Calls are recorded for training.",
        "Our opening hours are Monday to Friday from nine to five.",
        "We are open every day from eight in the morning until six in the evening.",
        "Please note that we are closed on public holidays.",
        "For news and offers visit our website.",
        "If this is an emergency, please hang up and dial the emergency services.",
        "Your call may be monitored to improve our service.",
    ),
    "deeper": (
        "Please choose one of the following.",
        "Thank you.",
        "One more question.",
        "Please tell us what it is about.",
        "Alright. You have several options.",
        "Please select a topic.",
        "So that we can connect you to the right person, please choose again.",
        "Okay.",
    ),
    "option": (
        "For {label}, press {key}.",
        "Press {key} for {label}.",
        "{label}, press {key}.",
        "If you are calling about {label}, press {key}.",
        "For {label}, please select {key}.",
        "To reach {label}, press {key}.",
        "Dial {key} for {label}.",
        "If it is about {label}, choose {key}.",
    ),
    "option to": (
        "{label}, press {key}.",
        "Press {key} {label}.",
        "If you would like {label}, press {key}.",
        "If you want {label}, please press {key}.",
    ),
    "option spoken": (
        "Say {label}, or press {key}.",
        "For {label}, say {label} or press {key}.",
        "You can say {label} or press {key}.",
        "Press {key} or say {label}.",
    ),
    "late": (
        "Or, for {label}, press {key}.",
        "For {label}, press {key}.",
        "Otherwise, for {label}, press {key}.",
        "And for {label}, please press {key}.",
    ),
    "again": (
        "To hear these options again, press {key}.",
        "To repeat this menu, press {key}.",
        "Press {key} to listen again.",
        "If you want to hear this again, press {key}.",
    ),
    "back": (
        "To return to the previous menu, press {key}.",
        "To go back, press {key}.",
        "Press {key} for the main menu.",
        "For the previous menu, press {key}.",
    ),
    "invalid": (
        "Sorry, that is not a valid option.",
        "That was not a valid selection.",
        "I'm sorry, we did not understand that.",
        "Invalid entry. Please try again.",
    ),
    "goodbye": ("We did not get your selection. Goodbye.", "Thank you for calling. Goodbye."),
    "question": (
        "Please say in a few words why you are calling.",
        "In a few words, please tell me the reason for your call.",
        "Please tell us briefly what you are calling about.",
        "How can I direct your call? You can say things like billing or opening hours.",
        "In a few words, what are you calling about today?",
        "So, tell me in a few words, what can we help you with?",
    ),
    "number": (
        "Please enter your phone number, followed by the pound key.",
        "Please key in your telephone number, then press pound.",
        "Enter your ten digit phone number followed by the hash key.",
        "Using your keypad, please enter the telephone number you are calling about, followed by pound.",
    ),
    "number or": (
        "If you do not have one, please stay on the line.",
        "If you are not a customer yet, please wait.",
    ),
}
"""``option to``: of what begins with ``to``. ``{key}``: a word or a digit."""

_MORE_FORMS: dict[str, tuple[str, ...]] = {
    "intro": (
        "Good day, this is {business}.",
        "Welcome to the telephone service of {business}.",
        "{business} thanks you for your call.",
        "Hello from {business}. Please make your choice after listening to the list.",
    ),
    "notice": (
        "To make sure that we serve you well, this conversation is recorded.",
        "We are here for you from Monday to Saturday between ten and seven.",
        "On our website you find answers to the most frequent questions.",
        "Due to the holiday our lines close at noon today.",
    ),
    "deeper": (
        "Now we need to know the topic.",
        "Please make a choice.",
        "Great.",
        "What do you need help with?",
        "Here are your choices.",
    ),
    "option": (
        "{label}: press {key}.",
        "Press {key} if you need {label}.",
        "If you have a request about {label}, please press {key}.",
        "To speak with someone about {label}, press {key}.",
        "Just press {key} for {label}.",
        "If you want to speak to us about {label}, press the {key} key.",
        "For {label}, push {key}.",
    ),
    "option to": (
        "If you need {label}, press {key}.",
        "Please press {key} {label}.",
        "If you are calling {label}, press {key}.",
    ),
    "option spoken": (
        "For {label}, press {key} or say {label}.",
        "Just say {label}, or press {key}.",
        "Say {label} or dial {key}.",
    ),
    "late": (
        "If it is something different, for {label}, press {key}.",
        "And finally, for {label}, press {key}.",
        "Or press {key} for {label}.",
    ),
    "again": (
        "To listen to the list once more, press {key}.",
        "If you missed something, press {key}.",
        "For a repeat of this menu, press {key}.",
    ),
    "back": ("To get back to where you came from, press {key}.", "Press {key} for the menu before."),
    "invalid": (
        "Sorry, we did not get that.",
        "This choice is not available.",
        "Your entry was invalid.",
        "Sorry, I did not catch that.",
    ),
    "goodbye": (
        "Since we got no valid choice, we end this call. Goodbye.",
        "Please call again later. Goodbye.",
    ),
    "question": (
        "Please describe in a few words why you are calling.",
        "Tell me in your own words what you are calling about.",
        "Please tell me briefly what your call is about.",
        "What are you calling about? You can say, for example, a lost item.",
    ),
    "number": (
        "To continue, please enter your phone number and then press the pound key.",
        "Please type in the phone number of your account, followed by pound.",
        "Please use your keypad to enter your telephone number, and end with the hash key.",
    ),
    "number or": (
        "If you have no number with us, please hold.",
        "Without a number, simply wait.",
    ),
}
FORMS: Mapping[Split, dict[str, tuple[str, ...]]] = {
    "tuning": {sort: forms + _MORE_FORMS[sort] for sort, forms in _FORMS.items()},
    "test": unseen.FORMS,
}
"""``option to``: of what begins with ``to``. ``{key}``: a word or a digit."""

LANGUAGES: Mapping[Split, tuple[str, ...]] = {
    "tuning": ("Spanish", "French", "Chinese", "German", "Italian", "Portuguese"),
    "test": unseen.LANGUAGES,
}
OURS: Mapping[Split, tuple[str, ...]] = {
    "tuning": (
        "English",
        "service in English",
        "to continue in English",
        "instructions in English",
        "the English menu",
        "to hear this in English",
        "help in English",
        "an English speaker",
    ),
    "test": unseen.OURS,
}
"""Ways to call the language of the call."""
CUSTOMERS: Mapping[Split, tuple[str, ...]] = {
    "tuning": (
        "customers",
        "private customers",
        "new and existing customers",
        "customers and guests",
        "our customers",
        "clients",
        "customer enquiries",
        "guests and clients",
    ),
    "test": unseen.CUSTOMERS,
}
NOT_CUSTOMERS: Mapping[Split, tuple[str, ...]] = {
    "tuning": (
        "suppliers",
        "job applicants",
        "journalists and the press",
        "business partners",
        "landlords",
        "employees of our company",
    ),
    "test": unseen.NOT_CUSTOMERS,
}
ANYTHING: Mapping[Split, tuple[str, ...]] = {
    "tuning": (
        "anything else",
        "all other questions",
        "everything else",
        "the operator",
        "a member of our staff",
        "all other topics",
        "something else",
        "a live agent",
        "one of our team",
        "none of these",
    ),
    "test": unseen.ANYTHING,
}
_MORE_OUTER: dict[str, tuple[str, ...]] = {
    "book": ("reservations and appointments", "making or changing a booking", "our booking service"),
    "move": ("reservations and appointments", "making or changing a booking", "an existing booking"),
    "cancel": ("reservations and appointments", "making or changing a booking", "an existing booking"),
    "confirm": ("reservations and appointments", "an existing booking", "our booking service"),
    "status": ("help with an order or a service", "the service team", "current orders"),
    "ask": ("information and help", "general information", "questions about our services"),
}
_MORE_LABELS: dict[str, tuple[str, ...]] = {
    "airline changes": ("changes to an existing flight", "to change, confirm or cancel a flight"),
    "airline bags": ("missing or delayed luggage", "a bag that did not arrive"),
    "airline other": ("any general question", "general travel information"),
    "bank branch": ("an appointment at a branch", "to meet an advisor", "branch appointments"),
    "bank cards": ("bank cards", "a new card or a replacement card"),
    "clinic appointments": (
        "to schedule an appointment",
        "making an appointment",
        "appointments with the doctor",
    ),
    "clinic changes": ("to reschedule or cancel", "changes to your appointment", "an existing appointment"),
    "clinic hours": ("our office hours and prices", "general information about the practice"),
    "garage service": ("service and maintenance appointments", "to bring in your car for service"),
    "garage workshop": ("a vehicle in our workshop", "the status of your car"),
    "garage front": ("prices and hours", "general information"),
    "hotel reservations": ("to reserve a room", "booking rooms", "reservations of rooms"),
    "hotel changes": ("to modify or cancel a reservation", "your existing reservation"),
    "hotel desk": ("the hotel reception", "questions for the reception"),
    "library rooms": ("to reserve a study room", "rooms for study"),
    "library loans": ("books on loan or reserved", "reservations of books"),
    "library desk": ("information and opening times", "general questions about the library"),
    "pharmacy prescriptions": ("the status of a prescription", "prescriptions and medication"),
    "pharmacy shots": ("flu shots and vaccines", "vaccination appointments"),
    "pharmacy store": ("store hours and prices", "general store questions"),
    "restaurant reservations": ("to reserve a table", "table reservations", "making a reservation"),
    "restaurant changes": ("to change or cancel a reservation", "a reservation that you already have"),
    "restaurant hours": ("our hours and prices", "general information"),
    "salon bookings": ("to make, change or cancel an appointment", "appointments at the salon"),
    "salon prices": ("price information and hours", "our prices"),
    "theatre tickets": ("to order tickets", "tickets for a show"),
    "theatre bookings": ("tickets that you already have", "changes to your tickets"),
    "theatre information": ("hours and prices", "general information on our program"),
    "utility technical": ("a visit by a technician", "technician appointments", "repairs by a technician"),
    "utility orders": ("orders that you have placed", "the status of your order"),
    "utility service": ("questions about prices", "general customer service"),
    "vet appointments": ("appointments for your pet", "to book or change a visit", "appointment scheduling"),
    "vet desk": ("our reception", "hours, prices and other information"),
}
"""Of every department that an errand wants, by kind of business."""
OUTERS: Mapping[Split, dict[str, tuple[str, ...]]] = {
    "tuning": {errand: ways + _MORE_OUTER[errand] for errand, ways in OUTER.items()},
    "test": unseen.OUTER,
}
BANK_ANSWERS: Mapping[Split, tuple[str, ...]] = {
    "tuning": ("general questions", "opening hours and general questions"),
    "test": unseen.BANK_ANSWERS,
}
AWAY: Mapping[Split, tuple[str, ...]] = {"tuning": OUTER_DECOYS, "test": unseen.OUTER_DECOYS}
OTHERS: Mapping[Split, tuple[tuple[str, tuple[str, ...]], ...]] = {"tuning": DECOYS, "test": unseen.DECOYS}
"""Departments that no errand wants; ``AWAY``: such branches of an outer menu."""


def departments(business: Business, split: Split) -> dict[str, tuple[str, ...]]:
    """Of each department of ``business``, the ways a menu calls it."""
    if split == "test":
        return dict(unseen_departments.DEPARTMENTS[business.kind])
    more = _MORE_LABELS
    return {name: ways + more.get(f"{business.kind} {name}", ()) for name, ways in business.departments}


def pick(dice: random.Random, texts: Mapping[Split, tuple[str, ...]], split: Split) -> str:
    return dice.choice(texts[split])
