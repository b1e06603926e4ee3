"""An episode on a real telephone line: its far side with voices, music, keys and a recogniser."""
