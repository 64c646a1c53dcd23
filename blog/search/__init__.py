"""Full-text search in posts and approved replies."""
