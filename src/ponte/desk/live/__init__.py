"""The live feed's door: server-sent events for signed-in agents."""
