"""What a moving picture looks like to whoever receives it, and how many come."""

from tests.harness.waiting import eventually

# How much neighbouring points of a picture differ, and the colour of its corner.
LOOK = """label => {
    const video = [...document.querySelectorAll("video")].find(
        one => (one.getAttribute("aria-label") ?? "").includes(label)
    );
    if (!video?.videoWidth) return null;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, {width: 640, height: 360});
    const pencil = canvas.getContext("2d");
    pencil.drawImage(video, 0, 0, 640, 360);
    const {data} = pencil.getImageData(0, 0, 640, 360);
    let edges = 0;
    for (let at = 4; at < data.length; at += 4) edges += Math.abs(data[at] - data[at - 4]) > 24;
    const track = video.srcObject.getVideoTracks()[0]?.label ?? "";
    return {edges, track, corner: [...data.slice(4 * 640 * 8 + 32, 4 * 640 * 8 + 35)]};
}"""
WALL = (225, 222, 214)
# How many pictures came in during a moment.
COMING = """async () => {
    const count = async () => {
        const found = new Map();
        for (const line of window.lines)
            for (const stat of (await line.getStats()).values())
                if (stat.type === "inbound-rtp" && stat.kind === "video") found.set(stat.id, stat.packetsReceived);
        return found;
    };
    const before = await count();
    await new Promise(done => setTimeout(done, 1500));
    return [...await count()].filter(([id, packets]) => packets > (before.get(id) ?? 0)).length;
}"""


async def shows(visitor, label, wanted, what):
    """The picture with this label is so."""
    found = {}

    async def is_so():
        found["look"] = await visitor.page.evaluate(LOOK, label)
        return bool(found["look"] and wanted(found["look"]))

    await eventually(is_so, f"{visitor.name} sees {label!r} {what}", 60)
    return found["look"]


def before_the_wall(look):
    return all(abs(one - other) < 40 for one, other in zip(look["corner"], WALL, strict=True))
