"""The whole product as people use it: real browsers and bots, a real server, nothing replaced."""
