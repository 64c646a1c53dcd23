"""Feeds for readers' programs."""
