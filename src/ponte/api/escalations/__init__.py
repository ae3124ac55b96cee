"""Escalation paths and escalations."""
