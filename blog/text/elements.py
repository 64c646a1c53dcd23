"""What HTML knows about its elements."""


def elements(names: str) -> frozenset[str]:
    return frozenset(names.split())


INLINE = elements(
    "a abbr b br cite code del dfn em i img ins kbd mark picture q s samp small source span strong sub sup time u var"
)
VOID = elements("area br col embed hr img input link meta param source track wbr")

# Hold text and inline elements, nothing else.
TEXT_BLOCKS = elements("p pre h2 h3 h4 h5 h6 summary")

# Hold their parts, and nothing between them but white space.
PARTS = {
    "ul": elements("li"),
    "ol": elements("li"),
    "dl": elements("dt dd"),
    "table": elements("caption thead tbody tfoot"),
    "thead": elements("tr"),
    "tbody": elements("tr"),
    "tfoot": elements("tr"),
    "tr": elements("td th"),
}
USUAL_PART = {"ul": "li", "ol": "li", "dl": "dd", "table": "tbody"} | {
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
    "tr": "td",
}
IN_TABLES = elements("caption thead tbody tfoot tr td th")
CELLS = elements("caption td th")

# Their end tags are often left out, and the next of them ends the last.
CLOSED_BY_THE_NEXT = elements("p li dt dd td th tr thead tbody tfoot option")

# What stands in these is not for reading: it is a program, another language, or never shown. Every
# known way to make harmless text come alive again needed one of them.
RAW_TEXT = elements("iframe noembed noframes noscript script style textarea title xmp")
RAW_TEXT_WITH_REFERENCES = elements("textarea title")
FOREIGN = elements("math svg template")

ADDRESSES = elements("action background cite data formaction href longdesc poster src xlink:href")
