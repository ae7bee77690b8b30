"""Real parts for tests: browsers, databases, a Redis and a whole running classroom server."""
