"""How long people work on tickets: counted while they do, and correctable."""
