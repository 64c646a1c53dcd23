"""What a reader typed into the search box, and how it is said to each database.

    psoas hip          both words
    psoa*              words that begin so
    "lift one knee"    these words side by side
    -sleep             not this

Nothing that anybody types is an error. What reaches a database consists of folded words in quotes.
"""

import re
from dataclasses import dataclass, replace
from itertools import islice

from blog.text.folding import words_in

LONGEST_QUERY = 200  # characters
MOST_TERMS = 10
SHORTEST_PREFIX = 2  # characters; a shorter one stands for itself

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TERM = re.compile(r'([-−－]?)(?:"([^"]*)"?|([^\s"]+))([*＊]?)')


@dataclass(frozen=True)
class Term:
    """One or more folded words side by side; of the last one only the beginning when `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False

    def __str__(self) -> str:
        """As it can be typed."""
        star = "*" if self.is_prefix else ""
        return f'"{" ".join(self.words)}"{star}' if len(self.words) > 1 else self.words[0] + star


@dataclass(frozen=True)
class SearchQuery:
    """`text` is what was typed. `is_cut`: there was more than is looked for."""

    text: str
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    is_cut: bool = False

    @property
    def says_only_what_not(self) -> bool:
        return bool(self.unwanted) and not self.wanted


def parse_query(text: str) -> SearchQuery:
    """Never an error: what means nothing is left out."""
    typed = text.strip()
    terms = list(islice(_terms(typed[:LONGEST_QUERY].translate(_QUOTES)), MOST_TERMS + 1))
    kept = terms[:MOST_TERMS]
    wanted = tuple(dict.fromkeys(term for term, is_wanted in kept if is_wanted))
    unwanted = tuple(dict.fromkeys(term for term, is_wanted in kept if not is_wanted))
    is_cut = len(typed) > LONGEST_QUERY or len(terms) > MOST_TERMS
    return SearchQuery(typed[:LONGEST_QUERY], wanted, unwanted, is_cut)


def to_fts5(query: SearchQuery) -> str:
    """The argument of MATCH in SQLite. The query wants something."""
    wanted = " AND ".join(map(_for_fts5, query.wanted))
    unwanted = " OR ".join(map(_for_fts5, query.unwanted))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def to_tsquery(query: SearchQuery) -> str:
    """What is cast to a tsquery in PostgreSQL. The query wants something."""
    return " & ".join([*map(_for_tsquery, query.wanted), *(f"!{_for_tsquery(term)}" for term in query.unwanted)])


def easier_queries(query: SearchQuery) -> list[str]:
    """What may find something where this found nothing, as it can be typed; at most four."""
    words = [Term((word,)) for term in query.wanted for word in term.words]
    widened = [replace(term, is_prefix=True) for term in words if len(term.words[0]) > SHORTEST_PREFIX]
    tries = [" ".join(map(str, words)), " ".join(map(str, widened)), *map(str, widened)]
    said = " ".join(map(str, (*query.wanted, *(f"-{term}" for term in query.unwanted))))
    return [each for each in dict.fromkeys(tries) if each and each != said][:4]


def _terms(text: str) -> "list[tuple[Term, bool]]":
    found = []
    for minus, phrase, bare, star in _TERM.findall(text):
        words = tuple(word.folded for word in words_in(phrase or bare))
        if words:
            has_star = bool(star) or bare.endswith(("*", "＊"))
            is_prefix = has_star and len(words[-1]) >= SHORTEST_PREFIX
            found.append((Term(words, is_prefix), not minus))
    return found


def _for_fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


def _for_tsquery(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    quoted[-1] += ":*" if term.is_prefix else ""
    return f"({' <-> '.join(quoted)})"
