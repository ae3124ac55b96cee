"""Webhooks in the administration: endpoints, their log, replays."""
