"""Who is told of what, and how: in the app, by mail, in the browser."""
