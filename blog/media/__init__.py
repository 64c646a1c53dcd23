"""Pictures: taken in, stored once, served under names that hold their hash, and made smaller for small screens."""
