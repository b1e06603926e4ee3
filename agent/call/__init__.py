"""What to do on a call: events in, actions out. No clock, no thread, no socket, no sound."""
