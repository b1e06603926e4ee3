"""The practice language model: how it is made. ``models/train llm`` runs these programs in order."""
