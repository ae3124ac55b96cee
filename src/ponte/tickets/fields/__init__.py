"""Fields that a company defines for its tickets, and the forms that ask for them. See docs/fields.md."""
