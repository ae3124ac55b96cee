"""The ticket: conversation, composer, context, and opening a new one."""
