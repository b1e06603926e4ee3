from __future__ import annotations

from typing import Any

from agent.cli.shown import shown, summary

TURN = {"id": "t1", "role": "user", "text": "You are all set."}
VIEW: dict[str, Any] = {
    "call_id": "call_1",
    "status": "completed",
    "outcome": "answered",
    "transcript": [TURN],
    "disclosures": [],
}


def view(**result: Any) -> str:
    return summary({**VIEW, "result": {"status": "unknown", "summary": "", **result}})


def test_what_the_model_only_says_is_marked() -> None:
    claim = {"name": "outside", "value": "true", "kind": "text", "turns": ["t1", "t9"], "verified": False}
    assert view(claims=[claim]).splitlines()[1:] == [
        "  outside: true  (t1, t9, not verified)",
        "    t1 them: You are all set.",
    ]


def test_a_turn_that_carries_several_claims_is_shown_once() -> None:
    claim = {"name": "time", "value": "?07:30", "kind": "time", "turns": ["t1"], "verified": True}
    day = {**claim, "name": "day", "value": "tuesday", "kind": "date"}
    assert view(claims=[claim, day]).splitlines()[1:] == [
        "  time: 7:30  (t1)",
        "  day: Tuesday  (t1)",
        "    t1 them: You are all set.",
    ]


def test_what_is_open_is_said() -> None:
    text = view(
        schema_errors=["day: 'x' is not a 'date'"],
        commitments=[{"name": "time"}],
        verbal_only=True,
        follow_up={"to": "+1"},
    )
    assert "not as asked for: day: 'x' is not a 'date'" in text
    assert "no confirmation number" in text
    assert "a follow-up call is prepared" in text


def test_a_fact_that_was_told_is_a_line_without_its_value() -> None:
    event = {"at": "2026-03-03T10:11:12.000Z", "event": "released", "fact": "phone", "form": "", "turn": "t2"}
    assert shown(event) == "10:11:12  told       phone"


def test_a_call_in_progress_is_its_phase_and_what_was_told() -> None:
    told = {"fact": "name", "form": "spell", "turn": "t2", "at": ""}
    running = {"call_id": "call_1", "status": "ringing", "phase": "dialing", "transcript": []}
    text = summary({**running, "disclosures": [told, {**told, "form": ""}]})
    assert text == "call_1: ringing, dialing\ntold: name (spell) in t2, name in t2"


def test_what_is_believed_is_said_with_how_sure_it_is_and_why() -> None:
    event = {
        "event": "believed",
        "at": "2026-01-01T10:20:30Z",
        "what": "voicemail",
        "sure": 0.934,
        "why": "beep",
    }
    assert shown({**event, "why": "beep"}) == "10:20:30  believed   voicemail, 93% sure (beep)"
    assert shown({**event, "why": ""}).endswith("93% sure")


def test_what_only_programs_want_is_not_shown() -> None:
    assert shown({"event": "timing", "at": "2026-01-01T10:20:30Z"}) == ""


def test_what_is_known_and_learned_of_a_menu_is_told() -> None:
    at = {"at": "2026-01-01T10:00:00.000Z"}
    assert shown({**at, "event": "menu-known", "keys": "2"}).endswith("menu       known: pressing 2")
    learned = {**at, "event": "menu", "purpose": "book table", "steps": [{"keys": "2"}, {"keys": "1"}]}
    assert shown(learned).endswith("menu       learned: 2, 1 (book table)")
    assert shown({**learned, "steps": []}).endswith("menu       forgotten: it has changed")
