"""The demo in the terminal: what happens, as it happens, then what came of it."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from agent.practice.demo.story import Story

_SPEAKERS = {"assistant": "[bold cyan]we  [/]", "user": "[bold yellow]they[/]"}
_LEG = {"ringing": "it rings", "answered": "answered", "held": "put on hold"}
_STAGES = {
    "endpoint": "they stopped → we knew it",
    "transcription": "speech to text",
    "model_first": "first words of the reply",
    "model": "the whole reply",
    "synthesis": "first sound of our voice",
    "voice_to_voice": "they stopped → we spoke",
    "barge_in": "they broke in → we stopped",
    "setup": "call set-up",
    "hold": "on hold",
}
_WHERE = {"recording": "recording", "far_recording": "theirs", "transcript": "transcript"}


class View:
    """Prints to ``console``; a line at the bottom shows the phase while nothing else happens."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None

    def step(self, what: str) -> None:
        self._console.print(f"[dim]{escape(what)}[/]")

    def wait_for(self, what: str) -> Status:
        """A line that lives while something is waited for (use as a context)."""
        self._status = self._console.status(escape(what))
        return self._status

    def show(self, event: dict[str, Any], story: Story, now: float) -> None:
        if line := _line(event):
            self._console.print(f"[dim]{now - story.started:6.1f} s[/]  {line}")
        if self._status is not None:
            waited = f", {story.hold_seconds:.0f} s on hold" if story.hold_seconds else ""
            self._status.update(f"{story.phase}{waited}")

    def result(self, summary: dict[str, Any], story: Story) -> None:
        self._console.print()
        self._console.print(_timings(story))
        result = summary["result"] or {}
        self._console.print(f"outcome      {summary['outcome']}, {result.get('status', 'no result')}")
        if result.get("summary"):
            self._console.print(f"our account  {escape(str(result['summary']))}")
        booked = summary["booking"]
        self._console.print(f"far side     {escape(_booked(booked)) if booked else 'nothing is booked'}")
        self._console.print(f"on hold      {story.hold_seconds:.1f} s")
        for name in _WHERE:
            if summary[name]:
                self._console.print(f"{_WHERE[name]:<13}{summary[name]}", soft_wrap=True)
        for problem in summary["problems"]:
            self._console.print(f"[bold red]wrong[/]        {escape(problem)}", soft_wrap=True)
        verdict = "[bold green]The table is booked.[/]" if summary["ok"] else "[bold red]The demo failed.[/]"
        self._console.print(f"{verdict} {summary['seconds']:.0f} s in all.")


def _line(event: dict[str, Any]) -> str:
    match event["event"]:
        case "phase":
            why = f" [dim]({escape(event['why'])})[/]" if event.get("why") else ""
            return f"[bold magenta]── {event['phase']}[/]{why}"
        case "timing" if event["stage"] == "hold":
            return f"[dim]waited {event['seconds']:.0f} s on hold[/]"
        case "turn" if event["role"] in _SPEAKERS:
            cut = " [dim](interrupted)[/]" if event.get("interrupted") else ""
            return f"{_SPEAKERS[event['role']]}  {escape(event['text'])}{cut}"
        case "keys":
            return f"[bold cyan]we  [/]  [bold]press {escape(event['digits'])}[/] [dim]({event['mode']})[/]"
        case "leg" if event["state"] in _LEG:
            return f"[dim]{_LEG[event['state']]}[/]"
        case "trouble":
            return f"[red]trouble: {escape(event['what'])} {escape(event.get('detail', ''))}[/]"
        case _:
            return ""


def _timings(story: Story) -> Table:
    table = Table(
        "stage", "n", "p50", "p95", "max", title="Where the time went, seconds", title_justify="left"
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for stage, at in story.timings.items():
        name = f"{stage} [dim]{_STAGES.get(stage, '')}[/]"
        table.add_row(name, str(at["n"]), *(f"{at[key]:.3f}" for key in ("p50", "p95", "max")))
    return table


def _booked(booking: dict[str, Any]) -> str:
    return (
        f"table for {booking['size']}, {booking['day']} at {booking['time']}, {booking['name']}, "
        f"confirmation number {booking['confirmation']}"
    )
