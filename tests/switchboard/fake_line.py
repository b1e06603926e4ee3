"""A line that speaks the real pipe protocol and plays a script instead of making a call.

The briefing's ``task`` names the script. It keeps what it was given in ``given.json`` and
``briefing.json`` in its folder.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import Any

MENU_TASK = "Book a table for two."
TURN = {
    "role": "user",
    "start_seconds": 0.5,
    "end_seconds": 1.5,
    "tool": "",
    "tool_args": {},
    "interrupted": False,
}


def tell(event: str, **fields: Any) -> None:
    print(json.dumps({"event": event, **fields}), flush=True)


def leg(state: str, **fields: Any) -> None:
    tell("leg", **{"state": state, "sip_code": 0, "reason": "", "by": "", **fields})


def over(code: int, by: str, answered: bool, talk: float = 0.0) -> None:
    leg("ended", sip_code=code, by=by)
    tell("over", sip_code=code, reason="", by=by, answered=answered, talk_seconds=talk, hold_seconds=0.0)


def turn(number: int, role: str, text: str) -> None:
    tell("turn", **{**TURN, "id": f"t{number}", "role": role, "text": text})


def wait_for_orders(answered: bool) -> None:
    """Obey until told to hang up, or nobody is there any more."""
    for line in sys.stdin:
        order = json.loads(line)
        if order["order"] == "hangup":
            break
        turn(9, "system", json.dumps(order, sort_keys=True))
    over(487 if not answered else 200, "us", answered, talk=1.0)


def play(script: str) -> None:
    tell("phase", phase="dialing", why="")
    leg("dialing")
    if script == "dies dialling":
        os.kill(os.getpid(), signal.SIGKILL)
    if script == "rings":
        leg("ringing")
        wait_for_orders(answered=False)
        return
    if script == "busy":
        over(486, "far", False)
        return
    if script == "nobody answers":
        leg("ringing")
        over(487, "us", False)
        return
    leg("ringing")
    leg("answered")
    tell("phase", phase="active-conversation", why="")
    turn(1, "user", "Bella Vista, good evening.")
    if script == "dies talking":
        os.kill(os.getpid(), signal.SIGKILL)
    if script == "talks on":
        wait_for_orders(answered=True)
        return
    if script == "is wedged":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    if script == "writes nonsense":
        print("this is no JSON", flush=True)
        tell("nobody-knows-this")
        tell("leg", state="sideways")
        tell("turn", id="t2")
    if script == MENU_TASK:
        tell("menu", purpose="book table", steps=[{"prompt": "for", "keys": "2", "options": {}, "fits": ""}])
    turn(2, "assistant", "A table for two, please.")
    tell("timing", stage="voice_to_voice", seconds=0.8, turn="t2")
    tell("released", fact="name.last", form="spell", turn="t2")
    turn(3, "user", "For two, you are all set. Your number is four seven two one.")
    claim = {"name": "people", "value": "2", "kind": "count", "turns": ["t3"], "verified": True}
    tell(
        "errand",
        status="completed",
        summary="Table booked.",
        fields={"people": 2},
        turns=["t3"],
        claims=[claim],
        unsupported=[
            {**claim, "name": "day", "value": "tuesday", "kind": "date", "reason": "t3 does not say it"}
        ],
        commitments=[{"name": "people", "value": "2", "turns": ["t3"]}],
        confirmation_numbers=[{"name": "confirmation_number", "value": "4721", "turns": ["t3"]}],
        missing=["date of birth"],
        verbal_only=False,
    )
    over(200, "far", True, talk=12.5)


def main() -> None:
    setup = json.loads(sys.stdin.readline())
    with open("given.json", "w", encoding="utf-8") as given:
        json.dump({"argv": sys.argv, "environment": dict(os.environ), "setup": setup}, given)
    if setup.get("refuses"):
        tell("trouble", what="registration", detail="408 no answer from the PBX")
        sys.exit(3)
    tell("line.ready")
    briefing = sys.stdin.readline()
    if briefing:
        with open("recording.wav", "wb") as recording:
            recording.write(b"RIFF" + bytes(100))
        with open("briefing.json", "w", encoding="utf-8") as kept:
            kept.write(briefing)
        play(json.loads(briefing)["task"])


if __name__ == "__main__":
    main()
