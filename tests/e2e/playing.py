"""What somebody sees who plays a class."""


def transcript(visitor):
    """The panel with the words of the class."""
    return visitor.page.get_by_role("region", name="Transcript", exact=True)


async def position(visitor):
    """Where the player stands, in class time (ms)."""
    return float(await visitor.page.get_by_label("Seek", exact=True).input_value())
