"""Signing in and one's own account: allauth's flows under our words, pages and journal."""
