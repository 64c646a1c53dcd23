"""What tells search engines where the public pages stand."""
