"""Replies: how they arrive, are screened, kept and shown."""
