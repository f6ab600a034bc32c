"""Claims -> bytes: one file a format, one table of them."""
