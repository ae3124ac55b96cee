"""Administration of routes, of what tickets need, and of what people can do and hold."""
