"""One process that serves exactly one call and then exits."""
