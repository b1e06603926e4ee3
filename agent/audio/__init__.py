"""Sound as pure values: frames in, numbers out. No clock, no thread, no device."""
