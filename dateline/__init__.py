"""Dateline reads news reports and keeps the record: who says what happened, on whose word, and who disputes it."""

__version__ = "0.1.0"
