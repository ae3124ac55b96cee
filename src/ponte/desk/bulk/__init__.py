"""Changing thousands of tickets at once: begin, watch, cancel, read what became of each, put back."""
