"""What every page shares: headers, forgery, caching, limits, error pages, language, logs, health."""
