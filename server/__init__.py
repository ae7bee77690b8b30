"""THE SHELL: everything in Amphi that has a socket, a clock or a database."""
