"""Webhooks out: what they tell, and the operations that set them up."""
