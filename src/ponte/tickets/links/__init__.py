"""How tickets belong together: related, duplicates, parts of a whole, incidents of a problem, split from another."""
