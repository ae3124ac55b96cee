"""What is kept for use again: views, macros, lists, templates."""
