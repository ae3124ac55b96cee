"""What the token's owner was told, and how they want to hear of what."""
