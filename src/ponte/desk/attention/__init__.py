"""What needs attention: the watch's findings, with what mends them."""
