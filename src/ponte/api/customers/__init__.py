"""Customers, their addresses, and organisations."""
