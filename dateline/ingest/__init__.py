"""Bytes -> reports: one file a source, one table of them."""
