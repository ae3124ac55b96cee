"""Webhooks out: what happens here is told to other systems, after the Standard Webhooks specification."""
