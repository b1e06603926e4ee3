"""Asterisk: its configuration from templates, its process, its manager interface."""
