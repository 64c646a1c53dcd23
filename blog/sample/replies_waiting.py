"""Replies that wait for a decision; some of them are hostile, kept harmless by the sanitizer. Data only."""

from blog.sample.shapes import DAY, HOUR, SampleDecision, SampleReply

PENDING = (
    SampleReply(
        key="gareth-claims",
        post="psoas",
        name="Gareth Pomfrey",
        email="gareth@example.com",
        text="My cousin stretched her psoas for a week and her hay fever was gone. They have known it for *years*: "
        "[www.health.example.org](https://remedies.example.net/offer?from=blog)",
        minutes_ago=3 * DAY,
        seconds_taken=66.0,
        then=(
            SampleDecision("approve", 30),
            SampleDecision("hold", 5 * HOUR, "Reads like medical advice; I have asked him where it comes from."),
        ),
    ),
    SampleReply(
        key="bea-tests",
        post="psoas",
        name="Bea Quillfeather",
        email="bea@example.net",
        text="Does the drawing show the left or the right side of the person?\n\n"
        '<script>document.title = "Bea was here"</script>\n\n'
        "(Sorry, curious by trade. I hope nothing moved.)",
        minutes_ago=26 * HOUR,
        seconds_taken=88.0,
    ),
    SampleReply(
        key="rolf-decorates",
        post="floor",
        name="Rolf Øyen",
        email="rolf@example.org",
        text="Week three was <b onclick=\"window.open('https://shop.example.net/')\">the best</b> for me. "
        "My own plan is [on my page](javascript:alert('plan')) in case anyone wants to compare.",
        minutes_ago=9 * HOUR,
        seconds_taken=140.0,
    ),
    SampleReply(
        key="cleo-pictures",
        post="step",
        name="Cleo Marchbanks",
        email="cleo@example.com",
        text="This is how mine looks on the treadmill:\n\n"
        '<img src="https://pixel.example.net/step.gif" onerror="alert(1)" alt="me, walking" width="1">\n\n'
        "Could the next post be about running?",
        minutes_ago=5 * HOUR + 10,
        seconds_taken=None,
    ),
    SampleReply(
        key="wilf-unclosed",
        post="floor",
        parent="zoe-times",
        name="Wilf",
        email="wilf@example.org",
        text="<b>Two questions, and I shout because I am excited: is a carpet too soft, and may the dog join in?\n\n"
        "<textarea>The dog is called Biscuit.",
        minutes_ago=3 * HOUR + 25,
        seconds_taken=52.0,
    ),
    SampleReply(
        key="sven-turned",
        post="psoas",
        name="Sven, \u202erotaredom eht\u202c",
        email="sven@example.net",
        text="Great read. A name can be written so that it says one thing and shows another: what do you make of mine?",
        minutes_ago=2 * HOUR,
        seconds_taken=37.0,
    ),
    SampleReply(
        key="pip-hurries",
        post="step",
        name="Pip Larkspur",
        email="pip@example.com",
        network="198.51.100.0/24",
        text="Beautiful!",
        minutes_ago=48,
        seconds_taken=1.2,
    ),
    SampleReply(
        key="ines-asks",
        post="psoas",
        parent="arthur-answers",
        name="Inés Carrizo",
        email="ines@example.org",
        url="https://manos.example.org/",
        text="I read with a screen reader, and the description of the drawing was the first one in a long time that "
        "let me *see* the thing. ¡Gracias!\n\n"
        "One question about the test with the knee: I can't sit tall for twenty seconds yet. Is it still worth doing "
        "with the back against a wall, or does the wall do the work of the muscle?",
        minutes_ago=17,
        seconds_taken=None,
    ),
    SampleReply(
        key="troy-cures",
        post="chairs",
        name="Troy",
        email="troy@example.com",
        text="Sitting is MURDER and you are paid by the chair lobby. "
        '<svg onload="fetch(\'https://collect.example.net/\')"><circle r="9"/></svg> '
        "Wake up. I have not sat since 2011.",
        minutes_ago=31 * HOUR,
        seconds_taken=43.0,
    ),
    SampleReply(
        key="oskar-runs",
        post="count",
        parent="ravi-smooths",
        name="Oskar Thrane",
        email="oskar@example.net",
        text="Does that hold for running too? I tried [my own page of data](data:text/html,<script>alert(1)</script>) "
        "and the gaps were *too* alike. The link may not work here, it is a long one.",
        minutes_ago=11 * HOUR,
        seconds_taken=71.0,
    ),
    SampleReply(
        key="rhea-halves",
        post="barefoot",
        parent="dov-plays-piano",
        name="Rhea Sandell",
        email="rhea@example.org",
        text="Mine opened it yesterday, on day thirty-one! Looking at the toe did not help. What helped was doing it "
        "in warm water.\n\nThe towel, on the other hand, made the middle of my foot sore for two days. Should I halve "
        "it, as you say, or leave it out until that is gone?",
        minutes_ago=7 * HOUR,
        seconds_taken=205.0,
    ),
    SampleReply(
        key="viggo-styles",
        post="sketchbook",
        name="Viggo & Søn",
        email="viggo@example.com",
        url="https://xn--vggo-l9d.example.org/",  # with a Cyrillic і
        network="198.51.100.0/24",
        text="<style>body { transform: rotate(180deg) }</style>"
        "In Australia your third page looks like this. Greetings from my son, nine, who learns to make web pages.",
        minutes_ago=HOUR + 5,
        seconds_taken=134.0,
    ),
)
