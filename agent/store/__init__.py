"""The database: calls, their transcripts and events, and the API keys."""
