"""What happened in a class, as its timeline tells."""


def entries(server, made, kind):
    """The entries of a kind of event."""
    told = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    return [one for one in told if one.get("event", {}).get("type") == kind]


def events(server, made, kind):
    """The events of a kind."""
    return [one["event"] for one in entries(server, made, kind)]


def moments(server, made, kind):
    """When events of a kind happened, in class time."""
    return [one["at"] for one in entries(server, made, kind)]
