"""The network that reads what recorded voices say (``agent/call/recorded_voice``): texts, training, export."""
