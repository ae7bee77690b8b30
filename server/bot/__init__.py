"""A participant without a browser: joins a class like anybody else, with real sound and pictures."""
