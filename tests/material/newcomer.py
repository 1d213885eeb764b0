"""The folder of somebody new: what lies about after some interviews, made with the programs that people use.

Three Word files, two PDFs of which one is a scan, two texts, a codebook and the participants as workbooks, and
quotations in a workbook as Word writes them: with curly quotes and dashes.
"""

import io
from pathlib import Path

import pypandoc  # type: ignore[import-untyped]
import typst
from openpyxl import Workbook
from PIL import Image, ImageDraw

WORD = {
    "Interview P1 Rosa.docx": (
        ("Interviewer", "Thanks for coming. How did the lending library begin?"),
        (
            "P1",
            "We had a drill that nobody used. I put it on a shelf in the hallway – and a week later there were nine "
            "things on that shelf.",
        ),
        ("Interviewer", "And who looked after the shelf?"),
        (
            "P1",
            "Nobody did. That was the trouble with the shelf: it\u2019s everyone\u2019s, so it isn\u2019t "
            "anyone\u2019s. In the end I made a list and people signed for each tool.",
        ),
        ("Interviewer", "Did the list help?"),
        (
            "P1",
            "It did. People bring tools back when their name is on the list. I never asked for money, I don\u2019t "
            "think money would have helped.",
        ),
    ),
    "Interview P2 Deniz.docx": (
        ("Interviewer", "What do you borrow?"),
        ("P2", "The ladder, mostly. I don\u2019t own a ladder and I have no room for one."),
        ("Interviewer", "What happens when something breaks?"),
        (
            "P2",
            "I broke the sander. I was ashamed, so I paid for it before anyone asked. They said I need not, but I "
            "wanted to look people in the face.",
        ),
        ("Interviewer", "Would you have paid without knowing them?"),
        ("P2", "No. With strangers I would have put the sander back and said nothing."),
    ),
    "Interview P3 Marta.docx": (
        ("Interviewer", "You run the repair evening."),
        (
            "P3",
            "On Thursdays. Half of the people come for the repair, the other half for the soup, and I don\u2019t mind.",
        ),
        ("Interviewer", "What is hard about it?"),
        (
            "P3",
            "The same five people do all of the work. They are tired. When I ask for help at the repair evening "
            "everyone looks at the soup.",
        ),
        ("Interviewer", "What would you change?"),
        ("P3", "I would pay one person. Goodwill does not mend a washing machine for ten years."),
    ),
}
TEXTS = {
    "Interview P4.txt": """\
Interviewer: When did you join the lending library?
P4: Last spring. My neighbour showed me the list of tools and I signed for the drill on the same day.
Interviewer: What keeps you there?
P4: I know the people on my stairs now. Before, I did not know one name. The tools are the excuse, really.
Interviewer: Is there anything you do not like?
P4: The list. Some people sign and bring the tools back late, and nobody says a word to them.
""",
    "Interview P5.txt": """\
Interviewer: You left the lending library. Why?
P5: I lent my own tools and they came back dirty. I asked twice, then I stopped.
Interviewer: Was there a rule for that?
P5: There was no rule. Everyone was too polite to make a rule, and so the careful people paid for the careless ones.
Interviewer: What would bring you back?
P5: A rule and a deposit. I would trust people more if there was a deposit.
""",
}
PRINTED = (
    "Interviewer: How does the housing company see the lending library?",
    "P6: We gave them a room in the cellar. It costs us nothing, and there are fewer complaints on that stairway.",
    "Interviewer: Are there risks?",
    "P6: If somebody falls from a borrowed ladder they will ask who owned the ladder. We have no answer to that.",
)
"""The interview in the PDF with a text layer."""
CODEBOOK = (
    ("Theme", "Code", "Definition"),
    ("Keeping things going", "Signing for tools", "A list or a signature, and what it does"),
    ("Keeping things going", "Few do the work", "The same people carry the work"),
    ("Ties", "Knowing the neighbours", "People come to know each other by lending"),
    ("Ties", "Shame and face", "What people do because others would know"),
)
PARTICIPANTS = (
    ("Participant", "Age", "Group"),
    ("P1", 61, "Founder"),
    ("P2", 34, "Borrower"),
    ("P3", 52, "Founder"),
    ("P4", 29, "Borrower"),
    ("P5", 45, "Borrower"),
    ("P6", 50, "Landlord"),
)
QUOTATIONS = (
    ("Source", "Quotation", "Code"),
    ("Interview P1 Rosa", "\u201cPeople bring tools back when their name is on the list.\u201d", "Signing for tools"),
    ("Interview P1 Rosa", "\u201cit\u2019s everyone\u2019s, so it isn\u2019t anyone\u2019s\u201d", "Few do the work"),
    ("Interview P2 Deniz", "\u201cI was ashamed, so I paid for it before anyone asked.\u201d", "Shame and face"),
    ("Interview P3 Marta", "The same five people do all of the work.", "Few do the work"),
    ("Interview P4", "\u201cI know the people on my stairs now.\u201d", "Knowing the neighbours"),
)


def write_newcomer(folder: Path, *, coded: bool = True) -> None:
    """Write the folder: transcripts into ``interviews``, workbooks beside it; no ``config.yaml``.

    Args:
        folder: the study's folder to be.
        coded: whether there are a codebook, participants and quotations, or transcripts alone.
    """
    interviews = folder / "interviews"
    interviews.mkdir(parents=True)
    for name, turns in WORD.items():
        text = "\n\n".join(f"**{speaker}:** {said}" for speaker, said in turns)
        pypandoc.convert_text(text, "docx", format="markdown-smart", outputfile=str(interviews / name))
    for name, text in TEXTS.items():
        (interviews / name).write_text(text, encoding="utf-8")
    (interviews / "Interview P6.pdf").write_bytes(printed(PRINTED))
    (interviews / "Interview P7 (scan).pdf").write_bytes(scanned())
    if coded:
        write_workbook(folder / "Codebook.xlsx", CODEBOOK)
        write_workbook(folder / "Participants.xlsx", PARTICIPANTS)
        write_workbook(folder / "Quotations.xlsx", QUOTATIONS)


def printed(paragraphs: tuple[str, ...]) -> bytes:
    """A PDF with a text layer."""
    return typst.compile("\n\n".join(paragraphs).encode("utf-8"))


def scanned() -> bytes:
    """A PDF of one picture, as a scanner makes it."""
    page = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(page).text((60, 60), "Interviewer: Where do you live?\nP7: On the third floor.", fill=0)
    file = io.BytesIO()
    page.save(file, "PDF")
    return file.getvalue()


def write_workbook(path: Path, rows: tuple[tuple[object, ...], ...]) -> None:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
