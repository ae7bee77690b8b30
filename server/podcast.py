"""A course's classes as a podcast (RSS 2.0): each class that can be heard is one episode."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from xml.etree import ElementTree as ET

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
UNSEEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
"""What XML has no place for (XML 1.0, 2.2)."""


@dataclass(frozen=True)
class Episode:
    """One class; `opened_at` in Unix ms, `length` in ms, `size` in bytes."""

    id: str
    title: str
    opened_at: int
    length: int
    size: int
    url: str


def feed(title: str, link: str, language: str, episodes: Iterable[Episode]) -> bytes:
    """The document; apps are asked to list it nowhere, because it is for one person."""
    ET.register_namespace("itunes", ITUNES)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    head = {"title": title, "link": link, "description": title, "language": language}
    for name, text in head.items():
        if text:
            ET.SubElement(channel, name).text = text.translate(UNSEEN)
    ET.SubElement(channel, f"{{{ITUNES}}}block").text = "Yes"
    for one in episodes:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = one.title.translate(UNSEEN)
        ET.SubElement(item, "guid", isPermaLink="false").text = one.id
        ET.SubElement(item, "pubDate").text = formatdate(one.opened_at / 1000)
        ET.SubElement(item, "enclosure", url=one.url, length=str(one.size), type="audio/mp4")
        ET.SubElement(item, f"{{{ITUNES}}}duration").text = str(one.length // 1000)
    return bytes(ET.tostring(rss, encoding="utf-8", xml_declaration=True))
