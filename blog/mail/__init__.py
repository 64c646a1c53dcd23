"""Mail as such: what a message is, and how one leaves this machine."""
