"""Comments of our own making, spam and others, as many as it takes to learn from."""

import random

SPAM = (
    "Check out my channel for {thing}, subscribe and win!",
    "Earn {sum} a week from home, see http://{host}/{thing}",
    "FREE {thing}!!! Claim your prize at www.{host} now",
    "Cheap {thing} without prescription, best price at {host}",
    "I made {sum} in a month, visit {host} and ask me how",
    "Subscribe to me please, I post {thing} every day",
    "URGENT: you have won {sum}, call 0871 {number} to claim",
    "Great {thing} here, click http://{host} before midnight",
)
HAM = (
    "I tried the exercise with the {part} and slept well.",
    "How long should I hold the {part}, a minute or two?",
    "My {part} hurts after {number} steps, is that usual?",
    "Thank you, the drawing of the {part} made it clear at last.",
    "Our teacher showed us this with the {part}, but slower.",
    "I don't agree about the {part}: mine turns the other way.",
    "The second picture is upside down, or is my {part} odd?",
    "Walked up the stairs thinking of my {part} all morning...",
)
WORDS = {
    "thing": ("watches", "pills", "ringtones", "videos", "loans", "tickets", "followers", "coins"),
    "host": ("watches4you.example.com", "win-big.example.net", "pills.example.org", "clicks.example.info"),
    "sum": ("$500", "£1000", "$2500", "€900"),
    "part": ("hip", "psoas", "big toe", "knee", "rib cage", "left foot", "lower back", "heel"),
    "number": ("3000", "12", "7465", "250"),
}
OFTEN_ENOUGH = 400


def made_up_comments() -> list[tuple[str, str]]:
    chance = random.Random(7)
    rows = [(_filled(pattern, chance), label) for label, patterns in _PATTERNS for pattern in patterns]
    while len(rows) < OFTEN_ENOUGH:
        label, patterns = chance.choice(_PATTERNS)
        rows.append((_filled(chance.choice(patterns), chance), label))
    return rows


_PATTERNS = (("spam", SPAM), ("ham", HAM))


def _filled(pattern: str, chance: random.Random) -> str:
    return pattern.format(**{name: chance.choice(words) for name, words in WORDS.items()})
