"""Macros: what is often done and said on a ticket, kept once and applied in one act."""
