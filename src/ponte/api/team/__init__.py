"""Oneself, colleagues and teams."""
