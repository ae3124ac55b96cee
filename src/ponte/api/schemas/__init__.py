"""What goes in and comes out, as the specification tells it."""
