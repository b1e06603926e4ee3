"""The database: calls, turns, events, API keys. The only place that stamps the wall clock."""
