"""What is found in a text, kind by kind. A case is the text and what it says, in the order said."""

from __future__ import annotations

import pytest

from agent.call.values import Kind, find


def said(text: str, expect: Kind | None = None) -> list[str]:
    return [f"{value.kind} {value.value}" for value in find(text, expect)]


TIMES = """
half past seven | ?07:30
seven thirty | ?07:30
7 30 | ?07:30
7:30 | ?07:30
7:30 pm | 19:30
7.30 p.m. | 19:30
730 pm | 19:30
seven thirty p m | 19:30
07:30 | 07:30
nineteen thirty | 19:30
nineteen hundred | 19:00
seven oh five | ?07:05
quarter to eight in the evening | 19:45
a quarter past six | ?06:15
quarter of nine | ?08:45
five minutes to one | ?12:55
twenty five past six | ?06:25
half seven | ?07:30
ten to eight | ?07:50
half past ate | ?08:30
sevens thirty | ?07:30
quarter to ate | ?07:45
at for thirty | ?04:30
ate o'clock | ?08:00
seven uh thirty | ?07:30
noon | 12:00
twelve noon | 12:00
sevenish | ?07:00
nine to five | ?09:00/17:00
midnight | 00:00
twelve thirty in the afternoon | 12:30
12 am | 00:00
at seven | ?07:00
around seven | ?07:00
by seven | ?07:00
seven o'clock | ?07:00
seven o clock sharp | ?07:00
seven works | ?07:00
eight would be perfect | ?08:00
ten at night | 22:00
two at night | 02:00
seven or half past seven | ?07:00 ?07:30
would seven work | ?07:00
perhaps seven | ?07:00
five is closing time | ?05:00
what do you say to seven | ?07:00
is one any good to you | ?01:00
the only one i have is nine | ?09:00
i could do five | ?05:00
Somebody has seven thirty. Eleven thirty is free. | ?07:30 ?11:30
seven thirty eleven thirty | ?07:30 ?11:30
There is nothing at seven thirty. I could do five. | ?07:30 ?05:00
half past seven or eight | ?07:30 ?08:00
at seven p m or eight | 19:00 20:00
seven thirty a m or eight | 07:30 08:00
between seven and nine | ?07:00/09:00
between seven and nine in the evening | 19:00/21:00
between half past seven and nine | ?07:30/09:00
from half past six to eight | ?06:30/08:00
from eleven to one p m | 11:00/13:00
from ten to four | ?10:00/16:00
7-9 pm | 19:00/21:00
seven thirty to nine | ?07:30/09:00
after six | ?06:00/11:59
after six p m | 18:00/23:59
six p m or later | 18:00/23:59
no earlier than six p m | 18:00/23:59
before nine in the evening | 00:00/21:00
no later than nine p m | 00:00/21:00
any time in the evening | 17:00/23:59
in the morning | 06:00/12:00
"""


def _cases(table: str) -> list[tuple[str, list[str]]]:
    pairs = (line.split("|") for line in table.strip().splitlines())
    return [(text.strip(), values.split()) for text, values in pairs]


@pytest.mark.parametrize(("text", "values"), _cases(TIMES))
def test_a_time_is_found(text: str, values: list[str]) -> None:
    assert said(text) == [f"time {value}" for value in values]


DATES = """
tuesday | tuesday
wensday | wednesday
monay | monday
marchs third | --03-03
on tuesdays | tuesday
tomorrow | tomorrow
tonight | today
this friday | friday
next Tuesday | next tuesday
the day after tomorrow | today+2
March third | --03-03
march the 3rd | --03-03
3 march | --03-03
the twenty first of june | --06-21
the third of March 2027 | 2027-03-03
march third twenty twenty seven | 2027-03-03
may twelfth nineteen eighty four | 1984-05-12
3/3/2027 | 2027-03-03
24/3/27 | 2027-03-24
2027-03-03 | 2027-03-03
on 3/4 | --03-04
on the third | ---03
a week from tuesday | tuesday+7
tuesday week | tuesday+7
Sat 7 March | saturday --03-07
the twelfth of may eighty four | 1984-05-12
born oh three oh three nineteen eighty four | 1984-03-03
Tuesday, March third | tuesday --03-03
friday the thirteenth | friday ---13
Tuesday, March 2nd, 2027 | 2027-03-02
"""


@pytest.mark.parametrize(
    ("text", "value"),
    [(text, values) for text, _, values in (line.partition(" | ") for line in DATES.strip().splitlines())],
)
def test_a_date_is_found(text: str, value: str) -> None:
    assert said(text) == [f"date {value}"]


NUMBERS = """
four people | count 4
party of six | count 6
a table for two | count 2
table for for | count 4
for to people | count 2
the two of us | count 2
a couple | count 2
half a dozen | count 6
a dozen | count 12
just me | count 1
table for one | count 1
seven | count 7
a hundred and twenty people | count 120
80.00 | count 80.00
ten minutes | duration minutes:10
an hour and a half | duration minutes:90
half an hour | duration minutes:30
a 45 minute wait | duration minutes:45
two and a half hours | duration minutes:150
an hour and twenty minutes | duration minutes:80
five to ten minutes | duration minutes:5/10
two nights | duration nights:2
for a week | duration weeks:1
$80 | amount 80.00 USD
$1,200.50 | amount 1200.50 USD
eighty dollars | amount 80.00 USD
80 USD | amount 80.00 USD
eighty bucks | amount 80.00 USD
fifty cents | amount 0.50 USD
twenty five fifty dollars | amount 25.50 USD
the total is twenty five fifty | amount 25.50
it costs 25.50 | amount 25.50
a hundred and twenty euros and fifty cents | amount 120.50 EUR
one pound and one penny | amount 1.01 GBP
ten percent | amount 10.00 %
ten per cent | amount 10.00 %
$1.5 million | amount 1500000.00 USD
two fifty a night | amount 250.00
fifty per person | amount 50.00
ten point five | count 10.5
"""
DICTATED = """
two oh two five five five oh one double oh | phone 2025550100
plus one two oh two five five five oh one oh oh | phone +12025550100
one eight hundred five five five oh one oh oh | phone 18005550100
+1 (202) 555-0100 | phone +12025550100
202-555-0100 | phone 2025550100
call us at 555-0100 | phone 5550100
five five five to one three four | phone 5552134
four seven two one | code 4721
4721 | code 4721
4 7 2 1 | code 4721
triple seven one | code 7771
your confirmation number is 47219930 | code 47219930
the code is forty seven twenty one | code 4721
room 12 | code 12
flight two oh four | code 204
triple five | code 555
the code is for seven two one | code 4721
the code is four seven to one | code 4721
the code is four seven two won | code 4721
five five five oh one uh oh oh | phone 5550100
the last four digits are 0100 | code 0100
K9XB2 | code K9XB2
k nine x b two | code K9XB2
K-9-X | code K9X
K as in kilo nine x | code K9X
capital b four two | code B42
alpha bravo charlie | code ABC
b 7 2 double e | code B72EE
D A V I S | code DAVIS
D. A. V. I. S. | code DAVIS
l as in london double e | code LEE
jo dot davis at example dot com | email jo.davis@example.com
j o at g mail dot com | email jo@gmail.com
davis four two at example dot co dot uk | email davis42@example.co.uk
Jo.Davis@Example.com | email jo.davis@example.com
12 Main Street, apartment 4 | address 12 main street apartment 4
twelve main street | address 12 main street
one two oh four north elm ave | address 1204 north elm avenue
my name is davis | name Davis
the name is krista delgado do i have that right | name Krista Delgado
"""


@pytest.mark.parametrize("case", [*NUMBERS.strip().splitlines(), *DICTATED.strip().splitlines()])
def test_a_number_or_what_is_dictated_is_found(case: str) -> None:
    text, _, value = case.partition(" | ")
    assert said(text) == [value]


SENTENCES = {
    "five o'clock tomorrow the name it's Douglas Munoz, yes?": [
        "time ?05:00", "date tomorrow", "name Douglas Munoz",
    ],
    "hello i would like to book a table for two on tuesday at half past seven under the name davis": [
        "count 2", "date tuesday", "time ?07:30", "name Davis",
    ],
    "party of four seven thirty": ["count 4", "time ?07:30"],
    "the table is for eight march third": ["count 8", "date --03-03"],
    "the table is for ate on tuesday": ["count 8", "date tuesday"],
    "at seven thirty four people": ["time ?07:30", "count 4"],
    "table for for on tuesday at seven": ["count 4", "date tuesday", "time ?07:00"],
    "tuesday evening at seven": ["date tuesday", "time 19:00"],
    "this morning at ten": ["date today", "time 10:00"],
    "we have seven tonight or nine tomorrow morning": [
        "time 19:00", "date today", "time 09:00", "date tomorrow",
    ],
    "it is eighty dollars for the two of us": ["amount 80.00 USD", "count 2"],
    "noon on friday the thirteenth": ["time 12:00", "date friday ---13"],
    "call two oh two five five five oh one oh oh before nine p m": ["phone 2025550100", "time 00:00/21:00"],
}  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_says_several_values(text: str) -> None:
    assert said(text) == SENTENCES[text]


@pytest.mark.parametrize(
    "text",
    [
        "one moment please",
        "just a second",
        "one second",
        "a second",
        "no one",
        "one of us",
        "that one",
        "one more time",
        "for one thing",
        "at once",
        "first of all",
        "two-way",
        "number one reason",
        "we have two options",
        "press one for reservations, press two for opening hours",
        "good evening how can i help you tonight",
        "have a nice day",
        "may i ask who is calling",
        "i would like to go to the march",
        "we are open twenty four seven",
        "there are three callers ahead of you",
        "thank you for calling",
        "oh i see",
        "i have nothing else four you",
        "press one four billing",
        "money",
        "we may match the third",
        "we won and then we ate",
        "to be or not to be for you too",
        "under which name",
        "the next free person is yours",
        "we talk to people all day",
        "we are so busy today",
        "",
    ],
)
def test_an_idiom_says_no_value(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expect", "value"),
    [
        ("seven", Kind.TIME, "time ?07:00"),
        ("we have eight", Kind.TIME, "time ?08:00"),
        ("seven thirty five", Kind.CODE, "code 735"),
        ("for", Kind.COUNT, "count 4"),
        ("one", Kind.COUNT, "count 1"),
        ("the third", Kind.DATE, "date ---03"),
        ("3/4", Kind.DATE, "date --03-04"),
        ("twenty five fifty", Kind.AMOUNT, "amount 25.50"),
        ("eighty", Kind.AMOUNT, "amount 80.00"),
        ("it's maria keller", Kind.NAME, "name Maria Keller"),
        ("five five five oh one", Kind.PHONE, "phone 55501"),
    ],
)
def test_what_was_asked_for_decides_what_is_open(text: str, expect: Kind, value: str) -> None:
    assert said(text, expect) == [value]
    assert said(text) != [value]


def test_a_value_says_where_it_stands() -> None:
    text = "Please call +1 (202) 555-0100 between seven and nine."
    assert [value.words for value in find(text)] == ["+1 (202) 555-0100", "between seven and nine"]
    assert all(text[value.start : value.end] == value.words for value in find(text))


def test_a_time_range_holds_the_words_that_say_it_is_one() -> None:
    assert [value.words for value in find("any time in the evening")] == ["in the evening"]
