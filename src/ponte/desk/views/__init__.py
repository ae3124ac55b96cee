"""The pages where views are made, shared, copied and exported."""
