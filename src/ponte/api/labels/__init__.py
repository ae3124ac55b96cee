"""Brands, states and tags."""
