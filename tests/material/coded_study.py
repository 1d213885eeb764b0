"""A coded study as programs for coding export it: interviews as PDFs with numbered paragraphs, codes, coded segments.

The project's own has the shape and the slips of a published one: line breaks of the PDF within segments, segments over
several turns with the labels of who speaks, a misspelt label, a flat list of codes whose paths stand with the segments.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import typst
from places import SHARED

COLUMNS = {"source": "Document name", "code": "Code", "quotation": "Segment"}
"""The columns of the coded segments."""
CODEBOOK_COLUMNS = {"label": "Code", "definition": "Memo"}
PATHS = " > "
"""What parts a code from the one above it."""


@dataclass(frozen=True)
class CodedStudy:
    """Where a study is, and what is known of it.

    Attributes:
        folder: with ``P1.pdf``, ``P2.pdf`` and so on, ``code-system.csv`` and ``coded-segments.csv``.
        interviewer: as in the transcripts; the other one is ``Participant``.
        interviews: how many.
        segments: how many are coded.
        codes: how many there are.
        used: how many of them are coded.
        unseen: how many segments are coded with a code that no other interview has.
        themes: the codes above which there is none, in their order.
        slip: interview and line of its text where a label is misspelt.
        cut: line of the coded segments whose quotation begins within a word.
    """

    folder: Path
    interviewer: str
    interviews: int
    segments: int
    codes: int
    used: int
    unseen: int
    themes: tuple[str, ...]
    slip: tuple[str, int]
    cut: int

    @property
    def files(self) -> list[Path]:
        """The interviews."""
        return [self.folder / f"P{number}.pdf" for number in range(1, self.interviews + 1)]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The coded segments."""
        with (self.folder / "coded-segments.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


PUBLISHED = CodedStudy(
    folder=SHARED / "pdpilot",
    interviewer="Dan",
    interviews=7,
    segments=261,
    codes=91,
    used=76,
    unseen=30,
    themes=(
        "Explainability purposes",
        "Explainability techniques",
        "PDPilot General Usage",
        "PDPilot Techniques Usage",
        "PDPilot improvements",
        "Study limitations",
        "Benefits of PDPilot",
        "Interaction",
        "Anonymize",
    ),
    slip=("P5", 211),
    cut=25,
)

GOODS = ("bread", "coffee", "batik", "soap", "pottery")
"""What each participant sells."""

CODES = {
    "Reaching customers": "How do customers hear of the shop?",
    "Messages": "",
    "Market days": "Selling where people meet.",
    "Pictures": "",
    "Trust": "Why do customers come back?",
    "Quick answers": "",
    "Known people": "",
    "Costs": "",
    "Flour/fuel": "What is bought to make the goods.",
    "Credit": "",
    "Delivery": "",
    "Deliveries": "How often goods are brought.",
    "Interruptions": "Somebody comes in.",
    "Not yet used": "",
}
"""The list of codes, with their memos; nothing in it tells which is above which."""

SAID = {
    "Reaching customers > Messages": (
        "How do people write to you about {}?",
        "Most of them send a message on the telephone in the evening and ask whether there is {} left for tomorrow.",
        "A message costs nothing, so I write a message about {} to the whole list of telephone numbers each week.",
    ),
    "Reaching customers > Market days": (
        "Where else do you sell {}?",
        "On market days I put up a stall near the mosque and sell {} from early morning until the stall is empty.",
        "The market is loud, but a stall at the market brings strangers who had never seen my {} before that day.",
    ),
    "Reaching customers > Pictures": (
        "Do you show your {} to them?",
        "My daughter takes a picture of the {} in daylight, and a good picture with a plain cloth behind it sells.",
        "Without a picture nobody believes what the {} looks like, so every picture is taken again when light changes.",
    ),
    "Trust > Quick answers": (
        "What makes them come back for {}?",
        "They come back since I answer at once, and a quick answer about {} shows that somebody is really there.",
        "When I am slow with an answer they are gone, so I answer every question about {} before I eat.",
    ),
    "Trust > Known people": (
        "Who recommends your {}?",
        "A neighbour tells her cousin and the cousin tells a friend, so families I know all buy {} from us now.",
        "Known faces bring known faces; a neighbour who likes the {} is worth more than any sign at the road.",
    ),
    "Costs > Flour/fuel": (
        "What does it take to make {}?",
        "Fuel has become dear since last year, and with dear fuel each piece of {} leaves me less than it did.",
        "I buy material and fuel on Mondays, since the price of fuel for making {} climbs towards the weekend.",
    ),
    "Costs > Credit": (
        "Did you borrow money for {}?",
        "The bank wanted papers, so I took a loan from the cooperative and pay the loan back out of {} every month.",
        "A loan with low interest would let me make more {}, but interest at the bank eats what I earn.",
    ),
    "Delivery > Deliveries": (
        "How does the {} get to them?",
        "My nephew rides the motorcycle and brings {} to the door twice a day, whatever the rain does to the road.",
        "In the rain the motorcycle stays at home, and the {} is wrapped and waits for a dry road to travel on.",
    ),
}
"""What is asked about each code, and two things that are said; in each the goods of the participant."""


def write_coded_study(folder: Path) -> CodedStudy:
    """Write the project's own coded study into a folder."""
    rows = []
    for number, goods in enumerate(GOODS, start=1):
        name, paragraphs = f"P{number}", ["Interview"]
        for place, (path, (question, first, second)) in enumerate(SAID.items()):
            asked, told, more = (words.format(goods) for words in (question, first, second))
            label = "Particpant" if (number, place) == (3, 4) else "Participant"
            paragraphs += [f"Rina: Okay. {asked}", f"{label}: Well, let me see. {told} {more}"]
            rows.append((name, path, broken(told, number + place)))
            # Every other interview: the second sentence, or question and answer as they stand.
            whole = "\n".join([*paragraphs[-2:-1], broken(paragraphs[-1], 5)])
            rows.append((name, path, whole if (number + place) % 2 else more))
        paragraphs += ["Rina: Thank you.", "Participant: The shop is open, somebody is at the door."]
        # In the last interview the first letter was not copied.
        begins = "he" if number == len(GOODS) else "The"
        rows.append((name, "Interruptions", f"{begins} shop is open, somebody is at the door"))
        (folder / f"{name}.pdf").write_bytes(printed(paragraphs))
    cut = 1 + sum(1 + quotation.count("\n") for _, _, quotation in rows)
    rows.append(("P2", "Trust", f"Okay. {SAID['Trust > Known people'][0].format(GOODS[1])}"))
    with (folder / "coded-segments.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Document name", "Code", "Segment"), *rows])
    used = [code.rpartition(PATHS)[2] for _, code, _ in rows]
    with (folder / "code-system.csv").open("w", encoding="utf-8", newline="") as file:
        listed = [(code, memo, used.count(code)) for code, memo in CODES.items()]
        csv.writer(file).writerows([("Code", "Memo", "Frequency"), *listed])
    return CodedStudy(
        folder=folder,
        interviewer="Rina",
        interviews=len(GOODS),
        segments=len(rows),
        codes=len(CODES),
        used=len(set(used)),
        unseen=1,
        themes=("Reaching customers", "Trust", "Costs", "Delivery", "Interruptions", "Not yet used"),
        slip=("P3", 27),
        cut=cut,
    )


def broken(words: str, every: int) -> str:
    """Words with a line break after so many, as they are copied out of a PDF."""
    parts = words.split(" ")
    return "\n".join(" ".join(parts[start : start + 4 + every]) for start in range(0, len(parts), 4 + every))


def printed(paragraphs: list[str]) -> bytes:
    """A PDF with numbered paragraphs, and with the number of the page above each."""
    rows = "".join(f"#block[#place(dx: -1cm)[{number}]{text}]\n" for number, text in enumerate(paragraphs, start=1))
    above = "context [#counter(page).display()/#counter(page).final().first()]"
    page = f"#set page(width: 14cm, height: 12cm, margin: 2cm, header: {above})\n"
    return bytes(typst.compile((page + rows).encode(), format="pdf"))
