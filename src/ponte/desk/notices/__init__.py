"""What a person is told: the bell, the list, and how they want to hear of what."""
