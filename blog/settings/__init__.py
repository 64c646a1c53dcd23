"""What an admin sets, and the version of the site: a number that grows when many pages change at once."""
