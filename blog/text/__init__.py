"""What people write, made into HTML that is safe to show. Pure: no Flask, no database."""
