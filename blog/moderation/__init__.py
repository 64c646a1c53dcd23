"""Deciding about replies: the queue, the decisions, and how to take one back."""
