from __future__ import annotations

import pytest

from agent.call.machine_question import asks_if_machine, denies_being_machine

ASKED = """
Are you a robot?
Are you a real person?
Are you human?
Is this a robot?
Is this a recording?
Is this a real person?
Am I talking to a machine?
Am I speaking with a real person?
Am I talking to a computer right now?
Am I speaking to a human being?
Wait, are you an AI?
Are you some kind of AI?
Is that an AI voice?
You're a robot, aren't you?
You are a bot, right?
You sound like a robot.
You sound a bit robotic.
This sounds like a recording.
Is this one of those robocalls?
Is this a robocall?
Is this an automated call?
Is this automated?
Is this a prerecorded message?
Are you a chatbot?
Are you a bot?
are you a machine
are you actually a person
are you for real
Are you even human?
Are you really a human being?
Is there a real person there?
Is there a human on the line?
Can I talk to a real person?
Can I speak to a human please?
I want to talk to a real person.
I'd rather talk to a human.
I don't talk to robots.
I won't speak to a machine.
Let me speak to a human.
Get me a real person.
Is it a computer I'm talking to?
Are you a computer?
Are you ChatGPT or something?
Are you Siri?
Is this Alexa?
Hello, is this a live person?
Are you a live person?
Do I have a real person here?
Sorry, am I talking to a bot?
Hold on, is this a bot?
You're not a real person, are you?
You're not human, are you?
Aren't you a robot?
Isn't this a recording?
Human or robot?
Are you a person or a machine?
Robot or human?
A robot?
What are you?
Who or what am I talking to?
Tell me you're not a robot.
Prove that you're human.
Is a machine calling me?
Did a robot just call me?
Are you artificial intelligence?
Is this artificial intelligence?
Are you a virtual assistant?
Am I speaking with a virtual assistant?
Is it a real person speaking?
are you a robert or a robot
Do you have a body?
Are you programmed to say that?
Who programmed you?
""".strip().splitlines()

NOT_ASKED = """
The machine is broken.
Our coffee machine is broken.
We record all calls for quality.
This call may be recorded.
Calls are recorded for training purposes.
The computer is slow today.
My computer just crashed.
Our system is down, one moment.
I have to put that into the computer.
The card machine doesn't work at the moment.
Please leave a message after the tone.
You've reached the answering machine of Doctor Shaw.
Our booking system says Tuesday is full.
Are you there?
Are you still there?
Are you the patient?
Are you calling for yourself?
Are you a new customer?
Are you a member?
Are you a guest of the hotel?
Is this for four people?
Is this a good number to reach you?
Is this about a booking?
Is this the right number?
Is that right?
Is it an emergency?
Who am I speaking with?
Who is this?
Who are you calling for?
Whose name is it under?
Can I talk to Anna?
Can I speak to the person who booked?
How many people?
How many persons?
For one person or two?
Is that per person?
It's twenty dollars per person.
The person in charge is not here.
I'll ask a person at the front desk.
Let me get a person who can help.
What are you looking for?
What are you calling about?
What are you having done?
Do you have a reservation?
Do you have a record of that?
I don't have a record of that.
For the record, your name please?
Let me check the record.
Would you like an automatic or a manual car?
It's an automatic car wash.
The washing machine repair is on Monday.
We repair sewing machines.
We sell robots for gardens.
Our robot vacuum is on sale.
Press one for the automated menu.
For the automated system press two.
Are you sure?
Are you ready?
Are you okay with that?
You sound tired.
You sound like my sister.
That sounds good.
It's a real pleasure.
Is it real leather?
It's a live band on Friday.
Is there live music?
The program starts at eight.
Which software is on the computer?
The software update is finished.
Are you bringing children?
We only take real cash.
A real nice table by the window.
""".strip().splitlines()


@pytest.mark.parametrize("text", ASKED)
def test_a_question_whether_we_are_a_machine_is_one(text: str) -> None:
    assert asks_if_machine(text)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_other_talk_of_machines_and_people_is_not(text: str) -> None:
    assert not asks_if_machine(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm a real person.",
        "I am human.",
        "No, I'm not a robot.",
        "This is not a recording.",
        "You're speaking with a person.",
        "You are talking to a real human.",
        "I'm not a machine, I promise.",
        "I am definitely a human being.",
        "There is no robot here.",
        "Human here.",
        "I have a heartbeat.",
        "This is a live person.",
    ],
)
def test_claiming_to_be_a_person_is_seen(text: str) -> None:
    assert denies_being_machine(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yes, I'm an AI assistant calling for Anna.",
        "I'm not a real person, I'm an assistant.",
        "I'm an automated assistant.",
        "This is an automated assistant calling for Sofia.",
        "Would you like to speak to a person?",
        "It's for one person.",
        "If you'd prefer a person, I can have her call back.",
    ],
)
def test_saying_what_we_are_is_no_denial(text: str) -> None:
    assert not denies_being_machine(text)
