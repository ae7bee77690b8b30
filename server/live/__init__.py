"""The live door: connections, commands, signals and media requests while a class goes on."""
