"""Replies that were approved, and those by the authors themselves. Data only."""

from blog.sample.shapes import DAY, HOUR, SampleReply, approved

APPROVED = (
    SampleReply(
        key="rhea-asks",
        post="psoas",
        name="Rhea Sandell",
        email="rhea@example.org",
        text="I drive a delivery van and the front of my right hip aches by Thursday. I had always been told that "
        'my psoas is "short from sitting" and that I should stretch it every evening.\n\n'
        "After reading this I am not so sure any more. Can one find out whether it is *short* or just *tired*?",
        minutes_after_post=95,
        seconds_taken=214.0,
        then=approved(20),
    ),
    SampleReply(
        key="arthur-answers",
        post="psoas",
        parent="rhea-asks",
        name="Arthur Fennimore",
        email="arthur@example.org",
        text="Good question, Rhea. Sit tall, lift one knee a hand's breadth off the seat and hold it for a slow count "
        "of twenty, without leaning back. If that side gives up long before the other, it probably wants **work**, "
        "not stretching.\n\nIt is a hint and no diagnosis. An ache that comes back every week deserves a visit.",
        minutes_after_post=3 * HOUR,
        seconds_taken=None,
        by="arthur",
    ),
    SampleReply(
        key="rhea-tries",
        post="psoas",
        parent="arthur-answers",
        name="Rhea Sandell",
        email="rhea@example.org",
        text="Eleven seconds on the right, twenty on the left. Well, there we are.",
        minutes_after_post=4 * HOUR,
        seconds_taken=31.5,
        then=approved(12, by="arthur"),
    ),
    SampleReply(
        key="tomasz-adds",
        post="psoas",
        parent="rhea-tries",
        name="Tomasz Wilczek",
        email="tomasz@example.net",
        url="https://bike-and-back.example.net/",
        text="> Eleven seconds on the right\n\n"
        "I had nine! What helped me was doing it at red lights: three lifts per light, no more. "
        "After a month I stopped counting.",
        minutes_after_post=DAY + 2 * HOUR,
        then=approved(6 * HOUR),
    ),
    SampleReply(
        key="rhea-reports",
        post="psoas",
        parent="tomasz-adds",
        name="Rhea Sandell",
        email="rhea@example.org",
        text="Six weeks later: nineteen seconds, and no ache last Thursday. Thank you both. "
        "The people in the next lane think that I am dancing.",
        minutes_after_post=43 * DAY,
        seconds_taken=75.0,
        then=approved(40),
    ),
    SampleReply(
        key="elodie-teaches",
        post="psoas",
        name="Élodie Garance",
        email="elodie@example.com",
        text="Merci pour ce dessin ! Je l'ai montré à mes élèves : presque toutes plaçaient le psoas "
        "« quelque part dans le ventre ». Une seule savait qu'il finit derrière, au petit trochanter.",
        minutes_after_post=DAY,
        then=approved(55),
    ),
    SampleReply(
        key="yuki-thanks",
        post="psoas",
        name="佐々木 ゆき",
        email="yuki@example.com",
        text="図がとても分かりやすいです。腸骨筋との関係がやっと理解できました。ありがとうございます。",
        minutes_after_post=2 * DAY + 5 * HOUR,
        seconds_taken=None,
        then=approved(9 * HOUR),
    ),
    SampleReply(
        key="kofi-lists",
        post="psoas",
        name="Kofi Danso-Hale",
        email="kofi@example.org",
        url="https://stairs.example.org/",
        text="For anyone who wants to feel it rather than read about it, this is what we did in class:\n\n"
        "1. lie on your back, one knee drawn to the chest;\n"
        "2. let the other leg grow long on the floor;\n"
        "3. breathe out, and wait for the back of that thigh to get heavy.\n\n"
        "Nobody needed more than five breaths.",
        minutes_after_post=3 * DAY,
        seconds_taken=340.0,
        then=approved(2 * HOUR),
    ),
    SampleReply(
        key="nadia-links",
        post="psoas",
        parent="kofi-lists",
        name="Nadia Verhoeven",
        email="nadia@example.net",
        text="We do nearly the same with a rolled towel under the heel. I have drawn the three steps for our waiting "
        "room, take them if they are of use: [the towel sheet](https://waiting-room.example.net/towel).",
        minutes_after_post=3 * DAY + 7 * HOUR,
        then=approved(80),
    ),
    SampleReply(
        key="imogen-calms",
        post="psoas",
        parent="dale-rants",
        name="Imogen Treloar",
        email="imogen@example.org",
        text="Long days make all of us short. For what it is worth, my doctor *was* the one who sent me here, "
        "so perhaps the two get along better than you think.",
        minutes_after_post=4 * DAY + 3 * HOUR,
        then=approved(25),
    ),
    SampleReply(
        key="zoe-times",
        post="floor",
        name="Zoë Brückner",
        email="zoe@example.com",
        text="I can't look at a clock while lying on my face, so I let the computer ring the changes:\n\n"
        '```\nfor part in rock roll crawl rest; do\n    say "$part"; sleep 150\ndone\n```\n\n'
        "Four parts of two and a half minutes; on my other machine `say` is called `espeak`.",
        minutes_after_post=5 * HOUR,
        seconds_taken=402.0,
        then=approved(HOUR),
    ),
    SampleReply(
        key="per-asks",
        post="floor",
        parent="zoe-times",
        name="Per Åkerblom",
        email="per@example.net",
        text="Lovely. My version is older: one side of a gramophone record, then I turn it over.",
        minutes_after_post=2 * DAY,
        seconds_taken=44.0,
        then=approved(3 * HOUR, by="edith"),
    ),
    SampleReply(
        key="layla-thanks",
        post="step",
        name="ليلى حدّادين",
        email="layla@example.org",
        text="شكرًا على هذا الرسم الجميل. أراقب الآن ركبتي كلما صعدت الدرج، وأمشي أبطأ قليلًا.",
        minutes_after_post=7 * HOUR,
        seconds_taken=128.0,
        then=approved(30),
    ),
    SampleReply(
        key="joan-walks",
        post="step",
        name="Joan",
        email="joan@example.com",
        text="Seventy-eight, new left hip since March. My physio and I found the very line in the printed picture "
        "where mine gets lazy: just after the heel comes up. Now I know what to think about on the way to the shop.",
        minutes_after_post=DAY + 3 * HOUR,
        seconds_taken=510.0,
        then=approved(4 * HOUR),
    ),
    SampleReply(
        key="ottilie-counts-chairs",
        post="chairs",
        name="Ottilie Brandvold",
        email="ottilie@example.org",
        text="I run a small library, and we own forty-one chairs that nobody may change. Since I read this, the step "
        "stool stands beside the new books. It has become the most popular seat in the house, among people who "
        "tell me that they only wanted to reach something.",
        minutes_after_post=6 * HOUR,
        seconds_taken=233.0,
        then=approved(50),
    ),
    SampleReply(
        key="edith-on-stools",
        post="chairs",
        parent="ottilie-counts-chairs",
        name="Edith Carraway",
        email="edith@example.org",
        text="A whole library that sits low to read! Leave the stool where it is, and put a second one next to the "
        "window. You will see that people *choose* by the length of the book.",
        minutes_after_post=9 * HOUR,
        seconds_taken=None,
        by="edith",
    ),
    SampleReply(
        key="ottilie-has-two",
        post="chairs",
        parent="edith-on-stools",
        name="Ottilie Brandvold",
        email="ottilie@example.org",
        text="They do. Poetry on the low one, crime in the armchair. Nobody has asked for a right angle yet.",
        minutes_after_post=12 * DAY,
        seconds_taken=61.0,
        then=approved(2 * HOUR, by="edith"),
    ),
    SampleReply(
        key="marek-doubts",
        post="chairs",
        name="Marek Hollin",
        email="marek@example.net",
        url="https://workshop.example.net/",
        text="I build chairs, so I had better say something.\n\n"
        "You are right about the right angle. I was taught it with a wooden template that hung above the bench, and "
        "nobody knew who had made it. What I have learned since, from people who came back to complain:\n\n"
        "- the **front edge** matters more than the back. A hard one puts the calf to sleep, whatever the height;\n"
        "- two centimetres of height are a lot. Measure the person in the shoes in which they will sit;\n"
        "- arm rests are for *getting up*, and should reach further forward than looks good.\n\n"
        "One thing I would put more kindly. Somebody who sits at a sewing machine for eight hours does not choose to, "
        "and for her the chair is not the least of it. But the best one that I ever made was for my mother, and she "
        "says that its finest feature is the view: she gets up all the time to see who is at the door.",
        minutes_after_post=2 * DAY,
        seconds_taken=905.0,
        then=approved(70),
    ),
    SampleReply(
        key="henrike-sews",
        post="chairs",
        parent="marek-doubts",
        name="Henrike",
        email="henrike@example.com",
        text="> at a sewing machine for eight hours\n\n"
        "Das bin ich. Danke! Seit ich das Bügelbrett ans andere Ende des Raums gestellt habe, stehe ich für jede Naht "
        "einmal auf. Der Chef hat erst geschimpft und es dann selbst ausprobiert.",
        minutes_after_post=5 * DAY,
        seconds_taken=148.0,
        then=approved(5 * HOUR),
    ),
    SampleReply(
        key="bram-wobbles",
        post="seconds",
        name="Bram",
        email="bram@example.net",
        text="Eleven seconds, then toothpaste on the mirror.",
        minutes_after_post=14 * HOUR,
        seconds_taken=18.0,
        then=approved(20),
    ),
    SampleReply(
        key="sunniva-laughs",
        post="seconds",
        parent="bram-wobbles",
        name="Sunniva Tveit",
        email="sunniva@example.org",
        text="Her også! Barna teller høyt for meg nå. Rekorden er tjueseks, på venstre.",
        minutes_after_post=2 * DAY,
        seconds_taken=27.0,
        then=approved(3 * HOUR),
    ),
    SampleReply(
        key="ravi-smooths",
        post="count",
        name="Ravi Menon-Clarke",
        email="ravi@example.org",
        url="https://small-signals.example.org/",
        text="Nice and small. The potatoes go away if you ask for *rhythm*: people step at an even pace, and peelers "
        "don't. I keep the last few gaps and believe only in those that look alike:\n\n"
        "```python\ndef is_walking(gaps):\n    middle = sorted(gaps)[len(gaps) // 2]\n"
        "    even = [gap for gap in gaps if 0.75 * middle < gap < 1.25 * middle]\n"
        "    return len(gaps) >= 6 and len(even) >= 0.8 * len(gaps)\n```\n\n"
        "You lose the first six steps of each walk, so add them back when it returns `True`.",
        minutes_after_post=8 * HOUR,
        seconds_taken=640.0,
        then=approved(90),
    ),
    SampleReply(
        key="arthur-peels",
        post="count",
        parent="ravi-smooths",
        name="Arthur Fennimore",
        email="arthur@example.org",
        text="Down to four potatoes, from sixty! Those four I cut in time with the radio, so let them count. "
        "Thank you.",
        minutes_after_post=DAY + HOUR,
        seconds_taken=None,
        by="arthur",
    ),
    SampleReply(
        key="magda-slow",
        post="count",
        name="Magda Ilves",
        email="magda@example.com",
        text="I walk with a frame, and no telephone has ever believed in me. It was good to read that the fault is in "
        "the threshold and not in my steps. My grandson set it to 0.4. Yesterday I had *six hundred and twelve*.",
        minutes_after_post=3 * DAY,
        seconds_taken=412.0,
        then=approved(35, by="arthur"),
    ),
    SampleReply(
        key="kenji-cheers",
        post="count",
        parent="magda-slow",
        name="森田 健二",
        email="kenji@example.net",
        text="612歩、すばらしいですね。母も歩行器を使っています。さっそく 0.4 で試してみます。",
        minutes_after_post=4 * DAY,
        seconds_taken=None,
        then=approved(7 * HOUR),
    ),
    SampleReply(
        key="samir-climbs",
        post="stairs",
        name="سمير الخطيب",
        email="samir@example.org",
        text="ذكّرتِني بدرج بيت جدّي في الجبل. كنّا نعدّ الدرجات بصوت عالٍ، وكان يزيد واحدة كلّ مرّة ليضحكنا.\n\n"
        "سؤال واحد: هل النزول **إلى الخلف** آمن لمن تؤلمه ركبته؟",
        minutes_after_post=5 * HOUR,
        seconds_taken=190.0,
        then=approved(HOUR),
    ),
    SampleReply(
        key="layla-replies",
        post="stairs",
        parent="samir-climbs",
        name="ليلى حدّادين",
        email="layla@example.org",
        text="جدّي كان يفعل الشيء نفسه! أمّا النزول إلى الخلف فجرّبه مع درابزين، وعلى درجات قليلة، "
        "ومع من يقف تحتك. الركبة ترتاح فيه، لكنّ العين لا ترى.",
        minutes_after_post=DAY,
        seconds_taken=301.0,
        then=approved(2 * HOUR),
    ),
    SampleReply(
        key="noa-reads",
        post="stairs",
        name="נועה ברזילי",
        email="noa@example.com",
        text="קראתי בעזרת מילון, לאט, כמו שעולים במדרגות. תודה על הסבתא במדרגה השביעית.",
        minutes_after_post=6 * DAY,
        seconds_taken=510.0,
        then=approved(3 * HOUR),
    ),
    SampleReply(
        key="cellist-confesses",
        post="overheard",
        name="Somebody with a cello",
        email="cello@example.org",
        text="I still think of nothing on the landing. It was the one below yours, by the way, you could not see it: "
        "there I put the cello down and curse.",
        minutes_after_post=3 * HOUR,
        seconds_taken=84.0,
        then=approved(15, by="edith"),
    ),
    SampleReply(
        key="edith-hears",
        post="overheard",
        parent="cellist-confesses",
        name="Edith Carraway",
        email="edith@example.org",
        text="I *heard* it. I took it for a piece of modern music.",
        minutes_after_post=4 * HOUR,
        seconds_taken=None,
        by="edith",
    ),
    SampleReply(
        key="luca-remembers",
        post="overheard",
        name="Luca Ferraresi",
        email="luca@example.net",
        text="Da noi l'ascensore è rotto da due anni. All'inizio ci salutavamo, adesso ci conosciamo. "
        "Quando lo aggiusteranno, un po' mi dispiacerà.",
        minutes_after_post=2 * DAY + 4 * HOUR,
        seconds_taken=122.0,
        then=approved(6 * HOUR),
    ),
    SampleReply(
        key="wanjiru-asks",
        post="arch",
        name="Wanjiru Kamau-Holt",
        email="wanjiru@example.org",
        text="My son is four and his feet are as flat as two pancakes. His grandmother wants me to buy him insoles. "
        "Is there a string in there at all?",
        minutes_after_post=7 * HOUR,
        seconds_taken=95.0,
        then=approved(25),
    ),
    SampleReply(
        key="arthur-reassures",
        post="arch",
        parent="wanjiru-asks",
        name="Arthur Fennimore",
        email="arthur@example.org",
        text="There is, and next to it a pad of fat that small children have under the arch; it hides what is there. "
        "Most arches show by six or seven. Let him stand on tiptoe: if a hollow appears, the string is doing its "
        "work. If his feet hurt, or he stops running with the others, have them looked at. Until then, let him run "
        "barefoot wherever it is safe.",
        minutes_after_post=10 * HOUR,
        seconds_taken=None,
        by="arthur",
    ),
    SampleReply(
        key="wanjiru-looks",
        post="arch",
        parent="arthur-reassures",
        name="Wanjiru Kamau-Holt",
        email="wanjiru@example.org",
        text="A hollow! On both sides! Grandmother has been shown. Asante sana.",
        minutes_after_post=DAY + 8 * HOUR,
        seconds_taken=40.0,
        then=approved(30, by="arthur"),
    ),
    SampleReply(
        key="bosun-corrects",
        post="toe",
        name="Gwilym Prys",
        email="gwilym@example.com",
        text="Thirty years at sea, so forgive me: yours is a **windlass** if the drum lies, and a *capstan* if it "
        "stands. From the side of the foot it lies. You may keep the word.",
        minutes_after_post=11 * HOUR,
        seconds_taken=77.0,
        then=approved(45),
    ),
    SampleReply(
        key="celia-thanks",
        post="toe",
        name="Célia Nogueira",
        email="celia@example.net",
        text="Fiz o exercício antes de sair da cama, dez vezes, durante três semanas. O primeiro passo da manhã já "
        "não me dá medo. Obrigada aos dois!",
        minutes_after_post=23 * DAY,
        seconds_taken=160.0,
        then=approved(2 * HOUR),
    ),
    SampleReply(
        key="dov-plays-piano",
        post="barefoot",
        name="Dov Ashgrove",
        email="dov@example.org",
        text="Left foot on day nine. The right one has still not opened its letter.",
        minutes_after_post=10 * DAY,
        seconds_taken=33.0,
        then=approved(55),
    ),
    SampleReply(
        key="freya-copies",
        post="sketchbook",
        name="Freya Lindqvist-Shaw",
        email="freya@example.com",
        text="May I print the spiral for a choir? We would like to sing along it: *red in, blue out*, five rounds, and "
        "then begin.",
        minutes_after_post=2 * DAY,
        seconds_taken=118.0,
        then=approved(80),
    ),
)
