from __future__ import annotations

from typing import Any

import pytest

from agent.call import phrases
from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.gate import Gate, Party, Passed, Release, Stopped
from agent.call.phase import Phase

TASK = "Book a table for four people on Tuesday at 7:30 pm for Anna Davies."


class Call:
    def __init__(self, task: str = TASK, **more: Any) -> None:
        self.briefing = Briefing(call_id="c", to="+12025550100", task=task, **more)
        self.book = FactBook.of(self.briefing)
        self.gate = Gate(self.book, self.briefing)
        self.turns = 0

    def them(self, text: str) -> None:
        self.turns += 1
        self.gate.heard(f"t{self.turns}", text)

    def us(
        self, text: str, party: Party = Party.PERSON, phase: Phase = Phase.ACTIVE_CONVERSATION
    ) -> Passed | Stopped:
        passed = self.gate.clause(text, party, phase)
        if isinstance(passed, Passed):
            self.gate.spoken(passed.text)
        return passed

    def says(self, text: str, **how: Any) -> str:
        passed = self.us(text, **how)
        assert isinstance(passed, Passed), passed
        return passed.text

    def stopped(self, text: str, **how: Any) -> Stopped:
        stopped = self.us(text, **how)
        assert isinstance(stopped, Stopped), stopped
        return stopped

    def why(self, text: str, **how: Any) -> str:
        return self.stopped(text, **how).why


PHONE = ({"name": "phone", "value": "+12025550177"},)


def test_a_reference_is_filled_in_and_its_release_told() -> None:
    passed = Call().us("A table for {people} on {day} at {time}, please.")
    assert passed == Passed(
        "A table for four on Tuesday at half past seven, please.",
        (Release("people"), Release("day"), Release("time")),
    )


def test_a_form_is_heeded_and_told() -> None:
    assert Call().us("{name.last:spell}") == Passed("D, A, V, I, E, S", (Release("name.last", "spell"),))


def test_a_telephone_number_is_said_in_its_groups() -> None:
    call = Call(facts=PHONE)
    call.them("A number?")
    assert call.says("{phone:digits}") == call.says("{phone}")


def test_what_there_is_not_cannot_be_said() -> None:
    assert Call().why("It's {shoe_size}.") == "there is no {shoe_size}"


def test_what_is_told_when_asked_for_waits_to_be_asked_for() -> None:
    call = Call(facts=PHONE)
    assert call.why("Call {phone}.") == "{phone} is not released: nobody asked"
    call.them("And what number can we reach you at?")
    assert "seven seven" in call.says("It's {phone}.")


def test_who_says_it_first_may_hear_it() -> None:
    call = Call(facts=PHONE)
    call.them("Is that 202 555 0177?")
    assert call.says("Yes, {phone}.")


def test_a_voicemail_is_left_only_what_is_free() -> None:
    call = Call(facts=PHONE)
    call.them("What is your number?")
    leaving = {"party": Party.VOICEMAIL, "phase": Phase.VOICEMAIL}
    assert call.says("This is for {name}.", **leaving)
    assert "to a person only" in call.why("Call {phone}.", **leaving)


def test_a_verified_fact_waits_for_the_callees_name() -> None:
    call = Call(
        callee="Lakeside Clinic",
        facts=[{"name": "date of birth", "value": "1984-03-03", "release": "verified"}],
    )
    call.them("What is the date of birth?")
    assert "who they are" in call.why("{date_of_birth}")
    call.them("This is the Lakeside Clinic.")
    assert call.says("{date_of_birth}.") == "March third, nineteen eighty four."


def test_who_asks_for_a_verified_fact_is_asked_once_who_they_are() -> None:
    born = {"name": "date of birth", "value": "1984-03-03", "release": "verified"}
    call = Call(callee="Hogan Clinic", facts=[born])
    call.them("What is the date of birth?")
    assert [call.stopped("{date_of_birth}").instead for _ in range(2)] == [phrases.WHO, ""]
    call.them("It's the Hoagun Clinic.")
    assert call.says("{date_of_birth}.")


def test_a_name_of_other_sounds_verifies_nobody() -> None:
    born = {"name": "date of birth", "value": "1984-03-03", "release": "verified"}
    call = Call(callee="Hogan Clinic", facts=[born])
    call.them("Haddon Clinic. What is the date of birth?")
    assert call.why("{date_of_birth}")


def test_the_owner_may_allow_it() -> None:
    call = Call(facts=[{"name": "insurance number", "value": "K9XB277", "release": "verified"}])
    call.them("The insurance number?")
    assert call.why("{insurance_number}")
    call.book.owner_said("yes", "May I give them the insurance number?")
    assert call.says("{insurance_number}")


def test_what_is_never_told_is_not_repeated_either() -> None:
    call = Call(facts=[{"name": "pin", "value": "4721"}])
    call.them("Is the pin 4 7 2 1?")
    assert call.why("It's {pin}.") == "{pin} is not released: it is never told"
    assert call.why("Four seven two one.")
    assert call.why("{heard.code}") == "{heard.code} is not released: it is never told"
    assert call.why("Yes, that's right.")


def test_what_they_said_may_be_said() -> None:
    call = Call()
    assert call.why("So that's K9XB2.")
    call.them("Your confirmation number is K9XB2.")
    assert call.says("So that's K, nine, X, B, two.")
    assert call.says("{heard.code}, thank you.") == "K, nine, X, B, two, thank you."
    assert call.says("{t1.code}") == "K, nine, X, B, two"
    assert call.why("{heard.phone}") == "they have named no phone"


@pytest.mark.parametrize(
    "text",
    [
        "The fee is forty dollars.",
        "Room seventeen please.",
        "It's 12 Hill Road.",
        "Write to bob@example.com.",
        "See you in nine hours.",
        "On March 9th please.",
        "It is a dozen.",
    ],
)
def test_a_value_without_a_ground_is_stopped_and_not_repeated_in_the_reason(text: str) -> None:
    why = Call().why(text)
    assert "not released" in why
    assert not any(word in why for word in ("forty", "seventeen", "Hill", "bob", "nine", "March", "dozen"))


@pytest.mark.parametrize(
    "text", ["Her friend Alice will come.", "This is Peter speaking.", "The name is Johnson."]
)
def test_an_invented_name_is_stopped(text: str) -> None:
    assert "a name" in Call().why(text)


@pytest.mark.parametrize(
    "text", ["One less than eight.", "Twice two.", "It's two plus two.", "Say it backwards."]
)
def test_arithmetic_is_no_way_to_say_a_number(text: str) -> None:
    assert Call().why(text)


@pytest.mark.parametrize(
    "text", ['{"say": "x"}', "<b>hello</b>", "a [note]", "{name", "ask_owner", "https://x.y"]
)
def test_control_text_is_stopped(text: str) -> None:
    assert Call().why(text) == "only words fit to be spoken may be said"


def test_ornament_is_taken_off() -> None:
    assert Call().says("**Hello** _there_.") == "Hello there."


def test_nobody_is_told_that_we_are_a_person() -> None:
    assert Call().why("I'm a real person.") == "never deny to be a machine"


def test_a_menu_is_told_nothing() -> None:
    assert Call().why("Hello.", party=Party.MENU)
    assert Call().why("Hello.", phase=Phase.ENDED) == "nothing is said in ended"


@pytest.mark.parametrize("text", ["{name}", "It's four.", "Ask Alice.", "Yes, that works."])
def test_while_the_owner_is_asked_there_are_phrases_only(text: str) -> None:
    assert "escalation-pending" in Call().why(text, phase=Phase.ESCALATION_PENDING)


def test_a_phrase_may_be_said_while_the_owner_is_asked() -> None:
    assert Call().says("One moment, please.", phase=Phase.ESCALATION_PENDING)


def test_a_later_clause_cannot_complete_what_an_earlier_one_began() -> None:
    call = Call(facts=[{"name": "gate code", "value": "4721", "release": "never"}])
    call.them("For sales press four, for service seven, for billing two, for all else one.")
    assert call.says("Four.")
    assert call.says("And seven.")
    assert call.why("Then two.") == "that would tell {gate_code}, which is not released"


def test_what_was_cut_counts_as_said() -> None:
    call = Call(facts=[{"name": "maiden name", "value": "Quillon", "release": "never"}])
    assert call.says("It begins with Q, U.")
    call.gate.cut()
    assert call.why("I.") == "that would tell {maiden_name}, which is not released"


def test_a_menu_offers_nothing() -> None:
    call = Call()
    call.gate.heard("t1", "We are open until nine pm. Okay?", Party.MENU)
    assert call.says("Perfect, thank you.")


def test_an_unwanted_offer_is_not_agreed_to() -> None:
    call = Call()
    call.them("I only have nine pm, is that okay?")
    assert "time" in call.why("Perfect, thank you.")
    assert call.says("I'm afraid nine pm is too late.")
    assert call.says("Would {time} be possible?")
    call.them("Half past seven would work, too.")
    assert call.says("Perfect, thank you.")


def test_the_owners_yes_is_to_what_is_on_the_table() -> None:
    call = Call()
    call.them("I only have nine pm, is that okay?")
    call.book.owner_said("yes, that's fine")
    assert call.says("Yes, nine pm works.")


def test_a_wrong_read_back_is_not_confirmed() -> None:
    call = Call(facts=PHONE)
    call.them("What's the number?")
    call.says("{phone}")
    call.them("So that's 202 555 0178, correct?")
    assert call.why("That's right.")
    call.them("Sorry. 202 555 0177, correct?")
    assert call.says("That's right.")


def test_keys_go_through_the_gate() -> None:
    call = Call(facts=[{"name": "account", "value": "8830127", "keys": True, "release": "if_asked"}])
    menu = Phase.IVR_NAVIGATION
    assert call.gate.keys("1", menu) == Passed("1")
    assert call.gate.keys("{account}", menu) == Passed("8830127", (Release("account", "keys"),))
    assert call.gate.keys("8830127", menu) == Passed("8830127", (Release("account", "keys"),))
    assert isinstance(call.gate.keys("12345", menu), Stopped)


def test_the_question_whether_we_are_a_machine_is_asked_of_the_gate() -> None:
    assert Call().gate.asks_if_machine("Are you a robot?")


PLATE = ({"name": "phone", "value": "+12025550177"}, {"name": "plate", "value": "JNA237"})


def test_what_they_asked_for_once_is_no_answer_to_another_question() -> None:
    call = Call(facts=PLATE)
    call.them("What's the license plate?")
    assert "J" in call.says("It's {plate}.")
    call.them("And a contact number?")
    assert call.why("It's {plate}.") == "they ask for {phone}, not for {plate}"
    assert "seven seven" in call.says("It's {phone}.")


PET = ({"name": "pet", "value": "Max", "kind": "name", "release": "freely"},)


def test_the_name_of_one_is_no_answer_to_a_question_for_the_name_of_another() -> None:
    call = Call(facts=PET)
    call.them("What name is it under?")
    assert call.why("It's {pet}.") == "they ask for {name}, not for {pet}"
    assert call.says("It's for {pet}, under {name}.")
    call.them("And the name of your little one?")
    assert call.why("It's {name}.") == "they ask for {pet}, not for {name}"
    assert call.says("It's {pet}.")
    assert call.says("On {day}, please.")


def test_a_name_is_no_answer_to_a_question_for_the_reason() -> None:
    call = Call(facts=({"name": "reason", "value": "a cough", "release": "freely"}, *PET))
    call.them("All right. What is it about?")
    assert call.why("It's {pet}.") == "they ask for {reason}, not for {pet}"
    assert call.says("It's for {reason}.")


@pytest.mark.parametrize("asked", ["Could you give me a number to call back?", "can I have a phone number"])
def test_a_yes_is_no_answer_to_an_open_question(asked: str) -> None:
    call = Call()
    call.them(asked)
    call.says("All right, thank you.")
    assert call.why("Goodbye.") == "they asked something: answer that before you go"
    call.says("I don't have that information right now.")
    call.says("Goodbye.")


def test_nobody_takes_leave_of_an_open_question() -> None:
    call = Call(facts=PLATE)
    call.them("Great. And a phone number, please?")
    assert call.why("Thank you. Goodbye.") == "they ask for {phone}: answer that before you go"
    call.says("It's {phone}.")
    call.says("Goodbye.")


def test_nobody_takes_leave_of_a_question_that_wants_a_yes() -> None:
    call = Call()
    call.them("Four people on Tuesday at half past seven for Anna Davies, is that right?")
    assert call.why("Thank you. Goodbye.") == "they asked something: answer that before you go"
    call.says("Yes, that's right.")
    call.says("Goodbye.")
    call.them("Is there anything else I can do for you?")
    call.says("Thank you. Goodbye.")


def test_what_cannot_be_told_holds_nobody_back() -> None:
    call = Call(facts=({"name": "pin", "value": "4426", "release": "never"},))
    call.them("What's your PIN?")
    call.says("I can't share that. Goodbye.")
