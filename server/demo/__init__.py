"""Amphi with something in it: a server, a class that has ended and a class that is going on."""
