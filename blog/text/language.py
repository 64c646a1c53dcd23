"""A guess at the language of a text, from the script of its letters and the little words that a language can't do
without. None where that tells too little: a wrong guess would hide a reply from who looks for it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LONGEST_LOOK = 4_000  # characters
FEWEST_LETTERS = 12
FEWEST_WORDS = 2  # little words that must speak for a language
LEAD = 1.5  # times as many as for the second best

# Frequent words; one that stands in several lists speaks for each of them.
_WORDS = {
    "cs": "je že se na to jsem jsou ale jako tak když být už co jen pro před není která který nebo také díky",
    "da": "og det er jeg ikke at en den til på for med der har af som kan men vi også meget hvad blev tak",
    "de": "und der die das ist nicht ich ein eine zu mit den auf für auch sich dem wie aber noch nur war sehr danke",
    "en": "the and is to of it that this you for with was are have not but they my your what from be on very thank",
    "es": "el la que de y en los se no un una por con las es para lo como pero muy más está gracias su esto",
    "fi": "ja on ei että se en oli kun mutta niin kuin olen myös ovat mitä tämä hyvin kiitos vain ole jos sitä nyt",
    "fr": "le la les et est pas que des je un une pour dans vous ce qui sur avec plus mais c'est très du merci au ne",
    "hu": "a az és hogy nem is egy ez van de meg csak mint már volt ha vagy nagyon köszönöm én még kell azt lehet",
    "it": "il la che di e è non un una per con sono del ma si le più mi come questo molto grazie ho della anche",
    "nl": "de het een en van ik is niet dat te op voor met zijn maar ook heb aan er wat als je bij dit erg",
    "no": "og det er jeg ikke som en på til av for med har at den kan men vi også veldig hva ble takk fra så noe",
    "pl": "nie to się na i w jest że z do jak ale co tak po dla czy już tylko bardzo być przez dziękuję mnie jestem",
    "pt": "o que não e de a um uma para com os é em por mais mas se como muito eu isso está obrigado foi ao são",
    "ro": "și nu este că în un o la cu pe mai de sunt din dar pentru ce am foarte asta mulțumesc acest care fost",
    "sv": "och det är jag inte att en som på för med har den till av kan men vi också mycket vad blev tack så från",
    "tr": "ve bir bu da de için çok ne ama ben var değil gibi daha mi olarak kadar en teşekkürler olan sonra her şey",
}
_CYRILLIC = {
    "bg": "и на е да се не от за че това са ще съм като но по много благодаря аз си може",
    "ru": "и в не на я что с это как а по но из у за так все мне очень спасибо вы он она было меня",
    "uk": "і в не на я що з це як та до але за у так все мені дуже дякую ви він вона було є й",
}
_OF_SCRIPT = {
    "ARABIC": "ar",
    "BENGALI": "bn",
    "DEVANAGARI": "hi",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "TAMIL": "ta",
    "THAI": "th",
}
LANGUAGES = tuple(sorted({*_WORDS, *_CYRILLIC, *_OF_SCRIPT.values(), "zh"}))

_BY_WORD = {
    script: {code: frozenset(words.split()) for code, words in lists.items()}
    for script, lists in (("LATIN", _WORDS), ("CYRILLIC", _CYRILLIC))
}
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|<[^>]*>")


def guess_language(text: str) -> str | None:
    """A code of two letters, or None."""
    words = [word.casefold().replace("’", "'") for word in _LETTERS.findall(_NO_WORDS.sub(" ", text[:LONGEST_LOOK]))]
    scripts = Counter(_script(letter) for word in words for letter in word)
    if not scripts:
        return None
    script, number = scripts.most_common(1)[0]
    if scripts["HIRAGANA"] + scripts["KATAKANA"] and script in ("CJK", "HIRAGANA", "KATAKANA"):
        return "ja" if scripts.total() > 3 else None
    if script == "CJK":
        return "zh" if number > 3 else None
    if script in _OF_SCRIPT:
        return _OF_SCRIPT[script] if number > 3 and number * 2 > scripts.total() else None
    if script not in _BY_WORD or number < FEWEST_LETTERS:
        return None
    return _by_little_words(words, _BY_WORD[script])


def _by_little_words(words: Iterable[str], lists: dict[str, frozenset[str]]) -> str | None:
    counted = Counter(words)
    points = Counter({code: sum(counted[word] for word in known) for code, known in lists.items()})
    (best, most), (_, second) = points.most_common(2)
    return best if most >= FEWEST_WORDS and most >= second * LEAD else None


def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    return unicodedata.name(letter, "OTHER").partition(" ")[0]
