"""XML built as a tree, so that it is well formed whatever the texts hold."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from blog.text.plain import storable

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"

for prefix, namespace in (("content", CONTENT), ("dc", CREATOR), ("atom", ATOM)):
    ElementTree.register_namespace(prefix, namespace)


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """A new child with this text. Characters that XML forbids are left out."""
    kept = {key: storable(value) for key, value in attributes.items()}
    child = ElementTree.SubElement(parent, name, kept)
    child.text = None if text is None else storable(text)
    return child


def document(root: Element) -> bytes:
    """The tree as UTF-8, declaration and all."""
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
