"""Write what the containers start from: the PBX's configuration, the carrier's, and its announcements.

Runs to its end before they start; makes the secrets that are not there yet.
"""

from __future__ import annotations

from pathlib import Path

from agent.config import default_paths, load
from agent.pbx import render as pbx
from agent.practice import carrier, numbers, prompts

CONFIG = Path("/config")
CARRIER_HOST = "172.30.84.20"
VOICEMAIL = Path("/var/spool/asterisk/voicemail")


def main() -> None:
    paths = default_paths()
    carrier.render(
        paths,
        carrier.CarrierPorts(host=CARRIER_HOST),
        carrier.DEFAULT_HABITS,
        numbers.PEOPLE,
        VOICEMAIL,
        CONFIG / "carrier",
    )
    # After the carrier: its rendering makes the secret that the trunk of docker/offhook.toml logs in with.
    pbx.render(load(paths), paths, CONFIG / "pbx")
    prompts.make(CONFIG / "prompts")


if __name__ == "__main__":
    main()
