"""What tells spam from other replies: pure counting, no database, no outside service."""
