"""``scripts/demo``: one call in the practice town, from a cold start to the proof."""
