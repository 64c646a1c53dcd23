"""Who is told of what by mail, and what a link in such a mail can do."""
