"""Routes, skills, and what people may hold."""
