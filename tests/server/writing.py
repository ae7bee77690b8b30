"""A writer of notes without a browser: a document of their own, whose changes are sent as a page sends them."""

import base64

from pycrdt import Doc, XmlElement, XmlFragment, XmlText


def coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


class Writer:
    """One window: `paragraph`, `element` and `delete` answer the change in base64."""

    def __init__(self, client: int) -> None:
        self.doc = Doc(client_id=client)
        self.page = self.doc.get("notes", type=XmlFragment)

    def hear(self, update: str) -> None:
        self.doc.apply_update(base64.b64decode(update))

    def element(self, tag: str, text: str = "", parent=None, at: int | None = None, **attributes) -> str:
        before = self.doc.get_state()
        inside = self.page if parent is None else parent
        with self.doc.transaction():
            made = XmlElement(tag)
            inside.children.insert(len(inside.children) if at is None else at, made)
            for name, value in attributes.items():
                made.attributes[name] = value
            if text:
                made.children.append(XmlText(text))
        return coded(self.doc.get_update(before))

    def paragraph(self, text: str, at: int | None = None) -> str:
        return self.element("paragraph", text, at=at)

    def mark(self, number: int, start: int, end: int, **marks) -> str:
        before = self.doc.get_state()
        self.page.children[number].children[0].format(start, end, marks)
        return coded(self.doc.get_update(before))

    def delete(self, number: int) -> str:
        before = self.doc.get_state()
        del self.page.children[number]
        return coded(self.doc.get_update(before))

    @property
    def words(self) -> list[str]:
        return [str(one.children[0]) if len(one.children) else "" for one in self.page.children]
