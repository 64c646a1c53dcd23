"""Posts: their lives, their revisions, and which revision readers see. A post does not know its replies."""
