"""What the installed practice recogniser makes of the practice town's far side, sentence by sentence.

``python -m models.whisper.confusions`` writes ``pairs.jsonl`` (said, heard) to the work folder and, with
``--table``, what the town's rehearsals draw their noise from.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from agent.practice.rehearsal.measuring import heard_pairs, table
from models.whisper import voices

TABLE = Path(__file__).resolve().parents[2] / "agent" / "practice" / "rehearsal" / "measured.json"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the far side's words are taken for.")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=voices.work_folder())
    parser.add_argument("--table", action="store_true", help=f"write {TABLE.name} anew")
    options = parser.parse_args()
    pairs: list[tuple[str, str]] = []
    with (options.work / "pairs.jsonl").open("w", encoding="utf-8") as out:
        for said, heard in heard_pairs(options.count, options.seed):
            out.write(json.dumps({"said": said, "heard": heard}) + "\n")
            pairs.append((said, heard))
    found = table(pairs)
    print(f"{len(pairs)} sentences, {100 * found['word_error_rate']:.1f} % of the words wrong")
    if options.table:
        TABLE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
