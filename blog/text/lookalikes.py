"""Letters that look like others: what a word seems to say to somebody who reads it.

Two steps, for the second is bolder. `latin` reads letters of other scripts as the Latin ones that they look like.
`skeleton` also reads digits and signs as letters (c4s1n0) and takes i, j, l and 1 for one, so it is compared only
where something in a word is odd.
"""

import unicodedata

# By the letter that they look like. Small letters, for words are folded before they come here; Cherokee folds to its
# capitals.
LOOKALIKES = {
    "a": "аαаɑɐᴀᎪ",
    "b": "вьβɓʙƀᏴ",
    "c": "сᴄɕᏟҫ",
    "d": "ԁδɖɗᴅᎠժ",
    "e": "еєεəɛᴇᎬҽ",
    "f": "ꜰƒ",
    "g": "ɡɢɠցᏀ",
    "h": "нһհɦʜᎻ",
    "i": "іιɩɪɨӏᎥ",
    "j": "јϳʝᴊᎫյ",
    "k": "кκᴋᏦқ",
    "l": "ɭʟᴌᏞլ",
    "m": "мμᴍɱᎷ",
    "n": "пηπɴɲŋոռ",
    "o": "оοσɵᴏօᎾ",
    "p": "рρᴘƥᏢ",
    "q": "ԛզգ",
    "r": "гґʀɾɼᏒ",
    "s": "ѕꜱʂᏚ",
    "t": "тτᴛʈᎢ",
    "u": "иυʊᴜսմ",
    "v": "νʋᴠᏙѵ",
    "w": "ԝωᴡա",
    "x": "хχҳ",
    "y": "уүγʏɣᎩ",
    "z": "ζʐᴢᏃ",
}
_OF = {looks: letter for letter, others in LOOKALIKES.items() for looks in others}
_TO_LATIN = str.maketrans(_OF)

# Latin letters with a stroke and the like, which Unicode does not take apart: they count as their plain ones.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "æ": "ae", "œ": "oe", "ς": "σ"})

# Letters in boxes, circles and flags that Unicode takes for pictures.
_BOXED_ROWS = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
_BOXED = str.maketrans({chr(row + place): chr(ord("a") + place) for row in _BOXED_ROWS for place in range(26)})
BOXED_LETTERS = "".join(f"{chr(row)}-{chr(row + 25)}" for row in _BOXED_ROWS)  # for a class of a pattern

# What is written for a letter; the letters that one sign can stand for are one.
_SIGNS = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"}
_SIGNS |= {"@": "a", "$": "s", "!": "l", "€": "e", "i": "l", "j": "l"}
_TO_SKELETON = str.maketrans(_SIGNS)
SIGNS = "@$!€"


def fold(text: str) -> str:
    """Small letters without accents; full-width, circled and other shapes of a letter as the letter itself."""
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_BOXED)).casefold())
    bare = "".join(character for character in taken_apart if unicodedata.category(character)[0] != "M")
    return bare.translate(_PLAIN)


def latin(folded: str) -> str:
    """The folded word with each letter of another script as the Latin letter that it looks like."""
    return folded if folded.isascii() else folded.translate(_TO_LATIN)


def skeleton(folded: str) -> str:
    """What the folded word may be meant to say. Words that look alike have the same, and a few that don't."""
    return latin(folded).translate(_TO_SKELETON)


def is_lookalike(character: str) -> bool:
    return character in _OF


def is_mostly_latin(text: str) -> bool:
    """Whether most of its letters are Latin; then a word that could be Latin letters is read as such as well."""
    if text.isascii():
        return True
    letters = sum(map(str.isalpha, text))
    return 2 * sum(character.isascii() and character.isalpha() for character in text) > letters
