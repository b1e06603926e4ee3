"""The command line. What takes long to import is imported by the command that needs it."""

from __future__ import annotations

import sys

import typer

from agent.cli import calls, ivr, keys, models, rehearse, service
from agent.errors import OffhookError
from agent.pbx.cli import app as pbx_app

app = typer.Typer(
    name="offhook",
    help="A telephone agent that runs wholly on its owner's machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
service.register(app)
calls.register(app)
rehearse.register(app)
app.add_typer(ivr.app, name="ivr")
app.add_typer(keys.app, name="keys")
app.add_typer(models.app, name="models")
app.add_typer(pbx_app, name="pbx")


def main() -> None:
    """Whatever offhook raises on purpose becomes one line on stderr and the exit code 1."""
    try:
        app()
    except OffhookError as error:
        sys.exit(f"offhook: {error}")
    except BrokenPipeError:  # `offhook tail | head`
        sys.stderr.close()
        sys.exit(1)
