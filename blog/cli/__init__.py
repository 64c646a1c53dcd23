"""The commands: `flask --app wsgi <command>`."""
