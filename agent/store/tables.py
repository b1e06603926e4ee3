"""The tables. A change here that old files do not have raises ``SCHEMA_VERSION``, and is made to them by
``agent.store.migrations``.

Times are UTC, ISO 8601 with milliseconds and ``Z``, as text: they sort as they read.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 3

metadata = MetaData()

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("prefix", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),
    Column("created_at", String, nullable=False),
    Column("revoked_at", String),
)

calls = Table(
    "calls",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("key_id", String, ForeignKey("api_keys.id")),
    Column("direction", String, nullable=False),
    Column("handling_mode", String, nullable=False),
    Column("to", String, nullable=False),
    Column("caller", String, nullable=False),
    Column("bridge_number", String),
    Column("task", Text, nullable=False),
    Column("personality", Text),
    Column("greeting", Text),
    Column("voice", String, nullable=False),
    Column("briefing", JSON, nullable=False),
    Column("status", String, nullable=False),
    Column("lifecycle", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("queued_at", String, nullable=False),
    Column("dialing_at", String),
    Column("answered_at", String),
    Column("finalized_at", String),
    Column("outcome", String),
    Column("fail_reason", String),
    Column("hangup_cause", Integer),
    Column("sip_hangup_cause", Integer),
    Column("hangup_source", String),
    Column("talk_seconds", Float),
    Column("hold_seconds", Float),
    Column("recording", String),
    Column("result", JSON),
)

turns = Table(
    "turns",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("call_id", String, ForeignKey("calls.id"), nullable=False, index=True),
    Column("id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("timestamp", String, nullable=False),
    Column("start_seconds", Float, nullable=False),
    Column("end_seconds", Float, nullable=False),
    Column("tool", String, nullable=False),
    Column("tool_args", JSON, nullable=False),
    Column("interrupted", Boolean, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("call_id", String, ForeignKey("calls.id"), nullable=False),
    Column("at", String, nullable=False),
    Column("name", String, nullable=False),
    Column("data", JSON, nullable=False),
    Index("events_of_call", "call_id", "seq"),
    Index("events_by_name", "name", "seq"),
    # Without it SQLite may use the number of a deleted row again, and a client's Last-Event-ID lies.
    sqlite_autoincrement=True,
)

ledger = Table(
    "ledger",
    metadata,
    # What was told on a call: which fact and in which form, never its value.
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("call_id", String, ForeignKey("calls.id"), nullable=False, index=True),
    Column("turn", String, nullable=False),
    Column("fact", String, nullable=False),
    Column("form", String, nullable=False),
    Column("at", String, nullable=False),
)

menus = Table(
    "menus",
    metadata,
    # The keys by reference: no value of a fact is in it.
    Column("number", String, primary_key=True),
    Column("purpose", String, primary_key=True),
    Column("steps", JSON, nullable=False),
    Column("learned_at", String, nullable=False),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("key_id", String, ForeignKey("api_keys.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("body_hash", String, nullable=False),
    Column("call_id", String, ForeignKey("calls.id"), nullable=False),
)
