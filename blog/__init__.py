"""Rejoinder, a blog engine with comment moderation. The wiring is in `blog.app`."""
