"""Projects and codebooks of REFI-QDA: what comes along, what is told to be lost, broken and hostile files."""

from __future__ import annotations

import io
import zipfile

import pytest
import twins
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from places import SHARED
from twins import ATLASTI, MAXQDA, NVIVO, QUALCODER, STANDARD, Mark, Style, coding, content, guid, selection

from benang.core.problems import Problem, StudyError
from benang.exchange.project import Project, ProjectCode
from benang.exchange.refi.read import read, read_codes, read_project, recognises
from benang.exchange.refi.read_codebook import read_codebook

REFI = SHARED / "refi"
needs_shared = pytest.mark.skipif(not REFI.is_dir(), reason="the real files are not here")

TALK = "Ana: They trust me, and they come back every week.\nBudi: Prices fell, so I sell more by phone.\n"


def mark(words: str, code: str = "Trust", coder: str = "Coder 1") -> Mark:
    return Mark(TALK.index(words), TALK.index(words) + len(words), code, coder)


TRUST, PRICES = mark("They trust me"), mark("Prices fell", "Prices", "Coder 2")
MARKS = (TRUST, PRICES, *map(mark, ("and they", "come back", "every", "so I sell", "more", "by phone")))


def codes_below(style: Style, body: str, codes: str = "", texts: dict[str, str] | None = None) -> bytes:
    """A project of a document's body, with codes that are written out and the plain texts of sources."""
    document = twins.document(style, body, ["Trust", "Prices"], ["Coder 1", "Coder 2"], codes)
    return twins.archive({style.document: document, **twins.files(style, texts or {"Talk": TALK})})


def sources(style: Style, more: str = "", marks: tuple[Mark, ...] = MARKS) -> str:
    return f"<Sources>{twins.text_source(style, 'Talk', TALK, marks, more)}</Sources>"


def quoted(project: Project) -> list[str]:
    texts = {source.identity: source.text for source in project.sources}
    return [texts[coding.source][coding.start : coding.end] for coding in project.codings]


def lost(problems: list[Problem]) -> dict[object, object]:
    return {one.values["what"]: one.values["count"] for one in problems if one.kind == "exchange-lost"}


def others(problems: list[Problem]) -> list[str]:
    return [one.kind for one in problems if one.kind != "exchange-lost"]


def refused(data: bytes) -> str:
    with pytest.raises(StudyError) as error:
        read(data, "p.qdpx")
    (problem,) = error.value.problems
    assert problem.message("en") != problem.message("id")
    return problem.kind


def test_a_project_with_its_people_codes_texts_and_codings() -> None:
    project, problems = read_project(twins.project(NVIVO, {"Talk": (TALK, MARKS)}), "p.qdpx")
    assert problems == []
    assert (project.name, project.origin, project.coders) == ("Study", "NVivo 12", ("Coder 1", "Coder 2"))
    assert [code.name for code in project.codes] == ["Prices", "Trust"]
    (source,) = project.sources
    assert (source.identity, source.name) == (guid("Talk").lower(), "Talk")
    assert source.text == TALK.replace("\n", "\r\n")
    assert quoted(project)[:2] == ["They trust me", "Prices fell"]
    first, second = project.codings[:2]
    assert (first.code, first.coder) == (guid("Trust").lower(), "Coder 1")
    assert (second.code, second.coder) == (guid("Prices").lower(), "Coder 2")


def test_the_coder_is_the_coding_s_and_else_the_selection_s() -> None:
    own = selection(STANDARD, TALK, TRUST, coding("Trust", "Coder 2") + coding("Prices"))
    project = read(codes_below(STANDARD, sources(STANDARD, own)), "p.qdpx").project
    assert [one.coder for one in project.codings[-2:]] == ["Coder 2", "Coder 1"]


def test_codes_have_their_tree_colours_definitions_and_memos() -> None:
    codes = (
        f'<Code guid="{{{guid("Theme")}}}" name="Theme" isCodable="false" color="#1af">'
        f"<Description> What holds them. </Description>"
        f'<NoteRef targetGUID="{guid("note")}"/>'
        f'<Code guid="{guid("Below")}" name="Below" color="red"><Code guid="{guid("Deep")}" name="Deep"/></Code></Code>'
    )
    notes = f'<Notes><Note guid="{guid("note")}" name="n">{content("Seen often.")}</Note></Notes>'
    project = read(codes_below(STANDARD, sources(STANDARD) + notes, codes), "p.qdpx").project
    theme, below, deep = project.codes[2:]
    assert theme == ProjectCode(guid("Theme").lower(), "Theme", "", "What holds them.", "#11aaff", False, "Seen often.")
    assert (below.parent, below.colour, below.codable) == (theme.identity, "", True)
    assert project.code_paths()[deep.identity] == ("Theme", "Below", "Deep")
    assert project.memos == ()  # the note is the code's


def test_codes_that_are_cases_are_cases() -> None:
    """NVivo gives a case as a code of the same GUID; its codings say which texts are the case's."""
    codes = (
        f'<Code guid="{guid("Cases")}" name="Cases" isCodable="false"><Code guid="{guid("Ana")}" name="Ana">'
        f'<Code guid="{guid("Child")}" name="Child"/></Code></Code>'
    )
    variables = (
        f'<Variables><Variable guid="{guid("age")}" name="Age" typeOfVariable="Integer"/>'
        f'<Variable guid="{guid("place")}" name="Place" typeOfVariable="Text"/></Variables>'
    )
    value = f'<VariableValue><VariableRef targetGUID="{guid("age")}"/><IntegerValue>41</IntegerValue></VariableValue>'
    empty = f'<VariableValue><VariableRef targetGUID="{guid("place")}"/><TextValue/></VariableValue>'
    cases = (
        f'<Cases><Case guid="{guid("Ana")}" name="Ana"><Description>Sells.</Description>{value}{empty}</Case></Cases>'
    )
    whole = selection(NVIVO, TALK, Mark(0, len(TALK) - 1), coding("Ana"))
    found = read(codes_below(NVIVO, variables + cases + sources(NVIVO, whole), codes), "p.qdpx")
    (case,) = found.project.cases
    assert (case.name, case.memo, dict(case.attributes)) == ("Ana", "Sells.", {"Age": "41"})
    assert case.sources == (guid("Talk").lower(),)
    names = {code.name: code for code in found.project.codes}
    assert "Ana" not in names and names["Child"].parent == names["Cases"].identity
    assert len(found.project.codings) == len(MARKS)
    assert dict(found.project.variables) == {"Age": "Integer", "Place": "Text"}
    assert found.problems == []


def test_cases_without_a_name_bear_that_of_their_text_and_its_variables() -> None:
    variables = f'<Variables><Variable guid="{guid("v")}" name="Group" typeOfVariable="Text"/></Variables>'
    value = f'<VariableValue><VariableRef targetGUID="{guid("v")}"/><TextValue>Shop</TextValue></VariableValue>'
    cases = f'<Cases><Case guid="{guid("c")}">{value}<SourceRef targetGUID="{guid("Talk")}"/></Case></Cases>'
    project = read(codes_below(MAXQDA, variables + cases + sources(MAXQDA, value)), "p.qdpx", "maxqda").project
    (case,) = project.cases
    assert (case.name, dict(case.attributes), case.sources) == ("Talk", {"Group": "Shop"}, (guid("Talk").lower(),))
    assert dict(project.sources[0].attributes) == {"Group": "Shop"}


def test_cases_by_selections_and_by_codes_have_the_texts_and_their_own_parts_of_them() -> None:
    own = guid("own")
    more = selection(STANDARD, TALK, TRUST, coding("Trust"), own)
    cases = (
        f'<Cases><Case guid="{guid("a")}" name="A"><SelectionRef targetGUID="{own}"/>'
        f'<SelectionRef targetGUID="{guid("gone")}"/></Case>'
        f'<Case guid="{guid("b")}" name="B"><CodeRef targetGUID="{guid("Prices")}"/>'
        f'<SourceRef targetGUID="{guid("gone")}"/></Case></Cases>'
    )
    found = read(codes_below(STANDARD, cases + sources(STANDARD, more)), "p.qdpx")
    assert [case.sources for case in found.project.cases] == [(guid("Talk").lower(),)] * 2
    parts = [[TALK[part.start : part.end] for part in case.ranges] for case in found.project.cases]
    assert parts == [[TALK[TRUST.start : TRUST.end]], [TALK[PRICES.start : PRICES.end]]]
    assert lost(found.problems) == {"Case > SelectionRef": 1, "Case > SourceRef": 1}


def test_selections_without_a_code_are_memos() -> None:
    """As MAXQDA writes its memos; one with nothing at all is only marked."""
    described = selection(MAXQDA, TALK, TRUST, "<Description>Why so sure?</Description>", guid("memo"))
    bare = selection(MAXQDA, TALK, PRICES, "", guid("bare"))
    found = read(codes_below(MAXQDA, sources(MAXQDA, described + bare)), "p.qdpx")
    (memo,) = found.project.memos
    assert (memo.text, memo.author, memo.source) == ("Why so sure?", "Coder 1", guid("Talk").lower())
    assert found.project.sources[0].text[memo.start : memo.end] == "They trust me"
    assert lost(found.problems) == {"PlainTextSelection": 1}


def test_what_was_written_about_a_coding_is_its_memo() -> None:
    noted = (
        f"<Description>An idea.</Description>"
        f'<Coding guid="{guid("coding")}"><CodeRef targetGUID="{guid("Trust")}"/>'
        f'<NoteRef targetGUID="{guid("n1")}"/></Coding><NoteRef targetGUID="{guid("n2")}"/>'
    )
    notes = (
        f'<Notes><Note guid="{guid("n1")}">{content("On the coding.")}</Note>'
        f'<Note guid="{guid("n2")}" name="Title" creatingUser="{guid("Coder 2")}">{content("On the words.")}</Note>'
        "</Notes>"
    )
    own = selection(STANDARD, TALK, TRUST, noted)
    project = read(codes_below(STANDARD, sources(STANDARD, own) + notes), "p.qdpx").project
    assert project.codings[-1].memo == "An idea.\n\nOn the coding."
    (memo,) = project.memos
    assert (memo.title, memo.text, memo.author) == ("Title", "On the words.", "Coder 2")
    assert (memo.start, memo.end) == (TRUST.start, TRUST.end)


def test_notes_are_where_programs_put_them() -> None:
    """In a note of the text with a span (QualCoder), at the end of a link (NVivo), on the text, on the project."""
    place = selection(QUALCODER, TALK, TRUST, "", guid("span"))
    notes = (
        f'<Notes><Note guid="{guid("qualcoder")}">{content("Annotation.")}{place}</Note>'
        f'<Note guid="{guid("nvivo")}" plainTextPath="internal://{guid("nvivo")}.txt"/>'
        f'<Note guid="{guid("text")}">{content("On the text.")}</Note>'
        f'<Note guid="{guid("project")}" name="Journal">{content("On it all.")}<Description>Daily.</Description></Note>'
        f'<Note guid="{guid("empty")}"/></Notes>'
    )
    refs = f'<NoteRef targetGUID="{guid("qualcoder")}"/><NoteRef targetGUID="{guid("text")}"/>'
    linked = selection(QUALCODER, TALK, PRICES, "", guid("linked"))
    links = (
        f'<Links><Link guid="{guid("l")}" originGUID="{guid("nvivo")}" targetGUID="{guid("linked")}"/>'
        f'<Link guid="{guid("m")}" originGUID="{guid("Trust")}" targetGUID="{guid("Prices")}"/></Links>'
    )
    texts = {"Talk": TALK, "nvivo": "At the price."}
    found = read(codes_below(QUALCODER, sources(QUALCODER, linked + refs) + notes + links, texts=texts), "p.qdpx")
    memos = {memo.text: memo for memo in found.project.memos}
    assert set(memos) == {"Annotation.", "At the price.", "On the text.", "On it all.\n\nDaily."}
    assert (memos["Annotation."].start, memos["Annotation."].end) == (TRUST.start, TRUST.end)
    assert (memos["At the price."].start, memos["At the price."].end) == (PRICES.start, PRICES.end)
    assert memos["On the text."].source and memos["On the text."].start is None
    assert memos["On it all.\n\nDaily."].source == "" and memos["On it all.\n\nDaily."].title == "Journal"
    assert lost(found.problems) == {"Link": 1, "Note": 1}


def test_a_code_on_a_whole_text_covers_it() -> None:
    project = read(codes_below(STANDARD, sources(STANDARD, coding("Trust", "Coder 2"))), "p.qdpx").project
    last = project.codings[-1]
    assert (last.start, last.end, last.coder, last.quotation) == (0, len(TALK), "Coder 2", "")


def test_the_file_s_own_words_of_a_quotation_come_along() -> None:
    project = read(twins.project(QUALCODER, {"Talk": (TALK, MARKS)}), "p.qdpx").project
    assert [one.quotation for one in project.codings] == quoted(project)


def test_sets_and_maps_come_along() -> None:
    sets = (
        f'<Sets><Set guid="{guid("s")}" name="First"><Description>All.</Description>'
        f'<MemberCode targetGUID="{guid("Trust")}"/><MemberSource targetGUID="{guid("Talk")}"/>'
        f'<MemberSource targetGUID="{guid("gone")}"/><MemberNote targetGUID="{guid("n")}"/></Set></Sets>'
    )
    graphs = (
        f'<Graphs><Graph guid="{guid("g")}" name="Map">'
        f'<Vertex guid="{guid("v1")}" name="Trust" representedGUID="{guid("Trust")}" firstX="-1" firstY="2" '
        'secondX="30" secondY="40" shape="Oval" color="#abc"/>'
        f'<Vertex guid="{guid("v2")}" name="?" representedGUID="{guid("gone")}" firstX="1" firstY="2"/>'
        f'<Edge guid="{guid("e1")}" sourceVertex="{guid("v1")}" targetVertex="{guid("v2")}" direction="OneWay" '
        'name="to"/>'
        f'<Edge guid="{guid("e2")}" sourceVertex="{guid("v1")}" targetVertex="{guid("gone")}"/></Graph></Graphs>'
    )
    notes = f'<Notes><Note guid="{guid("n")}">{content("x")}</Note></Notes>'
    found = read(codes_below(STANDARD, sources(STANDARD) + notes + sets + graphs), "p.qdpx")
    (group,) = found.project.sets
    assert (group.name, group.definition) == ("First", "All.")
    assert (group.codes, group.sources, group.memos) == tuple((guid(one).lower(),) for one in ("Trust", "Talk", "n"))
    (drawn,) = found.project.graphs
    first, second = drawn.nodes
    assert (first.represents, first.box, first.shape, first.colour) == (
        guid("Trust").lower(),
        (-1, 2, 30, 40),
        "Oval",
        "#aabbcc",
    )
    assert (second.represents, second.box) == ("", (1, 2, 1, 2))
    assert [(edge.start, edge.end, edge.name, edge.direction) for edge in drawn.edges] == [
        (first.identity, second.identity, "to", "OneWay")
    ]
    assert lost(found.problems) == {"Edge": 1, "MemberSource": 1, "Vertex > representedGUID": 1}


def test_texts_of_pdfs_and_recordings_are_read_and_the_rest_is_told() -> None:
    shared = guid("both")
    inner = "".join(selection(STANDARD, TALK, mark, coding(mark.code)) for mark in MARKS)
    area = '<PDFSelection guid="{}" page="0" firstX="0" firstY="0" secondX="1" secondY="1">{}</PDFSelection>'
    pdf = (
        f'<PDFSource guid="{guid("pdf")}" name="Paper.pdf" path="internal://x.pdf">'
        f"{area.format(shared, coding('Trust'))}{area.format(guid('area'), coding('Trust'))}"
        f'<Representation guid="{guid("representation")}" plainTextPath="internal://{guid("Talk")}.txt">{inner}'
        f"{selection(STANDARD, TALK, TRUST, coding('Prices'), shared)}</Representation></PDFSource>"
    )
    points = f'<SyncPoint guid="{guid("p")}" position="5"/><SyncPoint guid="{guid("q")}" position="18" timeStamp="9"/>'
    timed = (
        f'<TranscriptSelection guid="{guid("t")}" fromSyncPoint="{guid("x")}">{coding("Trust")}</TranscriptSelection>'
    )
    placed = (
        f'<TranscriptSelection guid="{guid("u")}" fromSyncPoint="{guid("p")}" toSyncPoint="{guid("q")}">'
        f"{coding('Trust', 'Coder 2')}</TranscriptSelection>"
    )
    video = (
        f'<VideoSource guid="{guid("video")}" name="Talk.mp4"><Transcript guid="{guid("transcript")}">'
        f"{content(TALK)}{points}{timed}{placed}</Transcript>"
        f'<VideoSelection guid="{guid("clip")}" begin="0" end="9">{coding("Trust")}</VideoSelection></VideoSource>'
    )
    picture = f'<PictureSource guid="{guid("picture")}"/>'
    cases = f'<Cases><Case guid="{guid("c")}" name="C"><SourceRef targetGUID="{guid("video")}"/></Case></Cases>'
    found = read(codes_below(STANDARD, f"{cases}<Sources>{pdf}{video}{picture}</Sources>"), "p.qdpx")
    assert [source.name for source in found.project.sources] == ["Paper.pdf", "Talk.mp4"]
    assert quoted(found.project)[-2:] == ["They trust me", "They trust me"]
    assert found.project.codings[-1].coder == "Coder 2"
    assert found.project.cases[0].sources == (guid("transcript").lower(),)
    assert lost(found.problems) == {
        "PDFSelection": 1,
        "PictureSource": 1,
        "TranscriptSelection": 1,
        "VideoSelection": 1,
    }


PATHS = ["internal://Talk.txt", "Talk.txt", "INTERNAL://talk.TXT", "internal:///Talk.txt", "relative://Talk.txt"]
FOLDERED = ["internal://Sources/Talk.txt", "sources\\Talk.txt"]


@pytest.mark.parametrize(
    ("path", "part"),
    [
        *((path, part) for path in PATHS for part in ("Sources/Talk.txt", "sources\\Talk.txt", "Talk.txt")),
        *((path, part) for path in FOLDERED for part in ("Sources/Talk.txt", "sources\\Talk.txt")),
    ],
)
def test_texts_are_found_however_the_path_is_written(path: str, part: str) -> None:
    own = twins.text_source(STANDARD, "Talk", TALK, MARKS).replace(f"{guid('Talk')}.txt", path)
    document = twins.document(STANDARD, f"<Sources>{own}</Sources>", ["Trust", "Prices"], ["Coder 1", "Coder 2"])
    project = read(twins.archive({"project.qde": document, part: TALK}), "p.qdpx").project
    assert quoted(project)[0] == "They trust me"


@pytest.mark.parametrize(
    "path",
    [
        "internal://../Talk.txt",
        "/etc/passwd",
        "absolute:///C:/Talk.txt",
        "C:\\Talk.txt",
        "relative:///gone.txt",
        "http://x/y",
    ],
)
def test_paths_that_lead_out_of_the_archive_are_refused(path: str) -> None:
    own = twins.text_source(STANDARD, "Talk", TALK, MARKS).replace(f"{guid('Talk')}.txt", path)
    document = twins.document(STANDARD, f"<Sources>{own}</Sources>", ["Trust", "Prices"])
    found = read(twins.archive({"project.qde": document, "../Talk.txt": TALK, "Talk.txt": TALK}), "p.qdpx")
    (problem,) = found.problems
    assert (problem.kind, problem.values["count"]) == ("exchange-source-outside", len(MARKS))
    assert found.project.sources == () and found.project.codings == ()


@pytest.mark.parametrize(
    "data",
    [
        TALK.encode(),
        TALK.encode("utf-8-sig"),
        TALK.encode("utf-16-le"),
        TALK.encode("utf-16"),
        TALK.encode("utf-16-be"),
        b"\xfe\xff" + TALK.encode("utf-16-be"),
        TALK.encode("utf-32"),
    ],
)
def test_texts_in_any_unicode_encoding_are_read(data: bytes) -> None:
    document = twins.document(STANDARD, sources(STANDARD), ["Trust", "Prices"], ["Coder 1", "Coder 2"])
    found = read(twins.archive({"project.qde": document, f"sources/{guid('Talk')}.txt": data}), "p.qdpx")
    assert quoted(found.project)[0] == "They trust me" and found.problems == []


def test_zero_bytes_and_mixed_line_ends_stay_with_true_offsets() -> None:
    text = "A\0 b\r\nTrust\rthem\nall\u2028and come\x85back \0 often to the shop"
    words = ["Trust", "them", "back", "often", "shop", "come", "all", "to", "the"]
    marks = [Mark(text.index(word), text.index(word) + len(word)) for word in words]
    body = f"<Sources>{twins.text_source(STANDARD, 'Talk', text, marks)}</Sources>"
    project = read(codes_below(STANDARD, body, texts={"Talk": text}), "p.qdpx").project
    assert project.sources[0].text == text
    assert quoted(project) == words


def test_the_text_within_the_document_is_read() -> None:
    own = twins.text_source(STANDARD, "Talk", TALK, ()).replace("plainTextPath", "nothing").replace("/>", ">")
    inner = content(TALK) + "".join(selection(STANDARD, TALK, mark, coding(mark.code)) for mark in MARKS)
    body = f"<Sources>{own.replace('</TextSource>', inner + '</TextSource>')}</Sources>"
    assert quoted(read(codes_below(STANDARD, body, texts={}), "p.qdpx").project)[0] == "They trust me"


def test_line_ends_that_xml_took_from_a_text_are_counted_all_the_same() -> None:
    """A parser makes one line feed of the CR LF that the writer counted as two."""
    style = Style("", unit="utf16", line_end="\r\n")
    text = "😀 " + TALK * 3
    drawn = [
        Mark(one.start + shift + 2, one.end + shift + 2) for shift in (0, len(TALK), 2 * len(TALK)) for one in MARKS
    ]
    selections = "".join(selection(style, text, one, coding("Trust")) for one in drawn)
    inner = content(style.stored(text)) + selections
    body = f'<Sources><TextSource guid="{guid("Talk")}" name="Talk">{inner}</TextSource></Sources>'
    found = read(codes_below(style, body, texts={}), "p.qdpx")
    assert found.resolution.reading.name == "utf16-two-exclusive"
    assert quoted(found.project) == [text[one.start : one.end] for one in drawn]


def test_a_memo_at_a_place_keeps_its_place() -> None:
    point = selection(STANDARD, TALK, Mark(9, 9), "<Description>Here.</Description>")
    found = read(codes_below(STANDARD, sources(STANDARD, point)), "p.qdpx")
    (memo,) = found.project.memos
    assert (memo.text, memo.start, memo.end, found.problems) == ("Here.", 9, 9, [])


def test_the_codes_alone_are_read_where_positions_cannot_be() -> None:
    data = codes_below(STANDARD, sources(STANDARD, marks=(mark("trust me"),)))
    assert refused(data) == "exchange-reading-tied"
    assert [code.name for code in read_codes(data, "p.qdpx")] == ["Trust", "Prices"]


def test_a_blank_text_is_a_problem() -> None:
    document = twins.document(NVIVO, sources(NVIVO), ["Trust", "Prices"])
    for data in (b"\n", b"\xef\xbb\xbf", b"", b" \r\n "):
        found = read(twins.archive({"project.qde": document, f"Sources/{guid('Talk')}.txt": data}), "p.qdpx")
        (problem,) = found.problems
        assert (problem.kind, problem.values["count"]) == ("exchange-source-blank", len(MARKS))
        assert found.project.sources == ()


def test_a_formatted_document_alone_gives_its_text_but_not_its_places() -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TALK.splitlines())
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    docx = twins.archive(
        {"word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{paragraphs}</w:body></w:document>'}
    )
    own = (
        twins.text_source(NVIVO, "Talk", TALK, MARKS).replace("plainTextPath", "richTextPath").replace(".txt", ".docx")
    )
    document = twins.document(NVIVO, f"<Sources>{own}</Sources>", ["Trust", "Prices"])
    found = read(twins.archive({"project.qde": document, f"Sources/{guid('Talk')}.docx": docx}), "p.qdpx")
    assert found.project.sources[0].text.splitlines() == TALK.splitlines()
    assert found.project.codings == ()
    (problem,) = found.problems
    assert (problem.kind, problem.values["count"]) == ("exchange-source-rich", len(MARKS))


def test_what_is_wrong_with_a_text_does_not_keep_others_from_being_read() -> None:
    texts = {"Talk": (TALK, MARKS), "Gone": (TALK, MARKS), "Noise": (TALK, MARKS)}
    with zipfile.ZipFile(io.BytesIO(twins.project(STANDARD, texts))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    del parts[f"sources/{guid('Gone')}.txt"]
    parts[f"sources/{guid('Noise')}.txt"] = bytes(range(128, 256)) * 20
    found = read(twins.archive(parts), "p.qdpx")
    assert len(found.project.codings) == len(MARKS)
    assert others(found.problems) == ["exchange-source-missing", "exchange-source-undecided"]
    assert all(one.values["count"] == len(MARKS) for one in found.problems)


def test_a_text_in_a_western_encoding_is_a_guess() -> None:
    text = TALK.replace("Prices", "Préces")
    document = twins.document(STANDARD, sources(STANDARD), ["Trust", "Prices"])
    parts = {"project.qde": document, f"sources/{guid('Talk')}.txt": text.encode("cp1252")}
    found = read(twins.archive(parts), "p.qdpx")
    assert others(found.problems) == ["exchange-source-guessed"]
    assert quoted(found.project)[1] == "Préces fell"


def test_two_texts_of_one_name_are_kept_apart() -> None:
    texts = {"Talk": TALK, "Second": TALK.replace("Ana", "Ida")}
    second = twins.text_source(STANDARD, "Second", TALK, MARKS[:1]).replace('name="Second"', 'name="Talk"')
    body = f"<Sources>{twins.text_source(STANDARD, 'Talk', TALK, MARKS)}{second}</Sources>"
    project = read(codes_below(STANDARD, body, texts=texts), "p.qdpx").project
    assert [source.name for source in project.sources] == ["Talk", "Talk"]
    assert [source.text[:3] for source in project.sources] == ["Ana", "Ida"]
    assert project.codings[-1].source == guid("Second").lower()


def test_offsets_outside_the_text_are_problems_and_bounded() -> None:
    outside = "".join(selection(STANDARD, TALK + " " * 99, Mark(98, 140 + n), coding("Trust")) for n in range(30))
    odd = selection(STANDARD, TALK, TRUST, coding("Trust")).replace('startPosition="5"', 'startPosition="five"')
    many = MARKS + tuple(Mark(mark.start, mark.end, name=f"n{n}") for n in range(60) for mark in MARKS)
    found = read(codes_below(STANDARD, sources(STANDARD, outside + odd, many)), "p.qdpx")
    assert len(found.project.codings) == len(many)
    assert others(found.problems) == ["exchange-offsets-outside"] * 20 + ["exchange-offsets-more"]
    assert found.problems[-1].values["count"] == 11
    first = found.problems[0]
    assert (first.values["start"], first.values["end"]) == (98, 140)


def test_codings_of_codes_that_are_not_there_are_told_once() -> None:
    unknown = "".join(selection(STANDARD, TALK, mark, coding("Gone")) for mark in MARKS)
    found = read(codes_below(STANDARD, sources(STANDARD, unknown)), "p.qdpx")
    (problem,) = found.problems
    assert (problem.kind, problem.values["count"]) == ("exchange-code-missing", len(MARKS))


def test_one_guid_for_two_things_is_told() -> None:
    twice = f'<Code guid="{guid("Trust")}" name="Again" isCodable="true"/>'
    body = f"<Sources>{twins.text_source(STANDARD, 'Talk', TALK, MARKS) * 2}</Sources>"
    found = read(codes_below(STANDARD, body, twice), "p.qdpx")
    assert [code.name for code in found.project.codes] == ["Trust", "Prices"]
    assert len(found.project.sources) == 1
    (problem,) = found.problems
    assert (problem.kind, problem.values["count"]) == ("exchange-identity-twice", 2)


def test_messages_name_no_source_by_a_name() -> None:
    body = '<Sources><TextSource guid="Siti" name="Siti" plainTextPath="internal://Siti.txt"/></Sources>'
    found = read(codes_below(STANDARD, body, texts={}), "p.qdpx")
    assert found.problems and all("Siti" not in problem.message("en") for problem in found.problems)


ENTITIES = '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "exchange-broken"),
        (b"PK\x03\x04 no archive", "exchange-broken"),
        (twins.archive({"readme.txt": "x"}), "exchange-broken"),
        (twins.archive({"project.qde": "<Project>"}), "exchange-broken"),
        (twins.archive({"project.qde": ENTITIES + "<Project name='&b;'/>"}), "exchange-broken"),
        (twins.archive({"project.qde": "<a>" * 5000 + "</a>" * 5000}), "exchange-broken"),
        (twins.archive({"project.qde": "<CodeBook/>"}), "exchange-not-refi"),
        (twins.archive({"project.qde": b"<a>" + b" " * 2**26 + b"</a>"}), "exchange-too-large"),
    ],
)
def test_broken_and_hostile_files_are_refused(data: bytes, kind: str) -> None:
    assert refused(data) == kind


def test_one_large_text_for_many_sources_is_refused() -> None:
    """A part of a megabyte that three hundred sources share would fill the memory."""
    part = "".join(f"{number:09}\n" for number in range(2**17))
    count = 4 * 64 * 2**20 // len(part) + 1
    listed = "".join(f'<TextSource guid="{guid(str(n))}" plainTextPath="internal://a.txt"/>' for n in range(count))
    data = twins.archive(
        {"project.qde": twins.document(STANDARD, f"<Sources>{listed}</Sources>", []), "sources/a.txt": part}
    )
    assert refused(data) == "exchange-texts-too-large"


def test_countless_members_of_cases_are_refused() -> None:
    transcripts = "".join(f'<Transcript guid="{guid(str(n))}">{content("x")}</Transcript>' for n in range(1_500))
    video = f'<Sources><VideoSource guid="{guid("v")}">{transcripts}</VideoSource></Sources>'
    cases = "".join(f'<Case guid="{guid(f"c{n}")}"><SourceRef targetGUID="{guid("v")}"/></Case>' for n in range(1_500))
    data = codes_below(STANDARD, f"<Cases>{cases}</Cases>{video}", texts={})
    assert refused(data) == "exchange-too-large"


def test_many_texts_that_are_not_there_are_bounded_problems() -> None:
    listed = "".join(f'<TextSource guid="{guid(str(n))}" plainTextPath="internal://{n}.txt"/>' for n in range(300))
    found = read(twins.archive({"project.qde": twins.document(STANDARD, f"<Sources>{listed}</Sources>", [])}), "p.qdpx")
    assert others(found.problems) == ["exchange-source-missing"] * 200 + ["exchange-sources-more"]


def test_an_archive_is_recognised_by_its_project() -> None:
    assert recognises(twins.project(ATLASTI, {"Talk": (TALK, MARKS)}))
    assert not recognises(twins.archive({"word/document.xml": "<a/>"})) and not recognises(b"SQLite format 3\0")


@given(data=st.data())
@examples(80)
def test_a_damaged_project_is_read_or_refused(data: st.DataObject) -> None:
    """Damage goes into the document itself, where the archive's checksum does not catch it."""
    body = bytearray(twins.document(NVIVO, sources(NVIVO), ["Trust", "Prices"]).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(body) - 1))
        body[start : start + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
        if not body:
            break
    try:
        found = read(twins.archive({"project.qde": bytes(body), **twins.files(NVIVO, {"Talk": TALK})}), "p.qdpx")
    except StudyError as error:
        assert all(problem.kind.startswith("exchange-") for problem in error.problems)
    else:
        lengths = {source.identity: len(source.text) for source in found.project.sources}
        assert all(0 <= one.start < one.end <= lengths[one.source] for one in found.project.codings)


@given(data=st.data())
@examples(60)
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(twins.project(NVIVO, {"Talk": (TALK, MARKS)}))
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(damaged), "p.qdpx")
    except StudyError as error:
        assert all(problem.kind.startswith("exchange-") for problem in error.problems)


def test_a_whole_project_without_its_texts_brings_codes_groups_memos_and_maps_and_tells_what_is_missing() -> None:
    """As ATLAS.ti writes it: groups are sets, what is marked in a PDF's text is marked on its page too."""
    both = guid("both")
    area = '<PDFSelection guid="{}" page="0" firstX="0" firstY="0" secondX="9" secondY="9">{}</PDFSelection>'
    pdf = (
        f'<PDFSource guid="{guid("paper")}" name="Paper.pdf" path="internal://{guid("paper")}.pdf">'
        f"{area.format(both, coding('Trust'))}{area.format(guid('picture'), coding('Prices'))}"
        f'<Representation guid="{guid("words")}" plainTextPath="internal://{guid("words")}.txt">'
        f"{selection(ATLASTI, TALK, TRUST, coding('Trust'), both)}</Representation></PDFSource>"
    )
    groups = "".join(
        f'<Set guid="{guid(name)}" name="{name}">'
        + "".join(f'<MemberCode targetGUID="{guid(code)}"/>' for code in codes)
        + "</Set>"
        for name, codes in (("Feelings", ("Trust", "Joy")), ("Money", ("Prices",)), ("Nothing", ()))
    )
    notes = "".join(
        f'<Note guid="{guid(title)}" name="{title}" creatingUser="{guid("Coder 1")}">{content(words)}</Note>'
        for title, words in (("Plan", "Ask in the market."), ("A good day", "Rain, and still they came."))
    )
    vertices = "".join(
        f'<Vertex guid="{guid("at " + code)}" representedGUID="{guid(code)}" name="{code}" '
        f'firstX="{place}" firstY="0"/>'
        for place, code in enumerate(("Trust", "Joy", "Prices"))
    )
    edge = f'<Edge guid="{guid("edge")}" sourceVertex="{guid("at Trust")}" targetVertex="{guid("at Joy")}"/>'
    body = (
        f"<Sources>{twins.text_source(ATLASTI, 'Talk', TALK, MARKS)}{pdf}</Sources><Notes>{notes}</Notes>"
        f'<Sets>{groups}</Sets><Graphs><Graph guid="{guid("map")}" name="All">{vertices}{edge}</Graph></Graphs>'
    )
    document = twins.document(ATLASTI, body, ["Trust", "Joy", "Prices"], ["Coder 1", "Coder 2", "Coder 3"])
    found = read(twins.archive({ATLASTI.document: document}), "p.qdpx")
    project = found.project
    assert project.origin.startswith("ATLAS.ti 8.4.0") and len(project.coders) == 3
    assert [code.name for code in project.codes] == ["Trust", "Joy", "Prices"]
    assert {group.name: len(group.codes) for group in project.sets} == {"Feelings": 2, "Money": 1, "Nothing": 0}
    assert [memo.title for memo in project.memos] == ["Plan", "A good day"]
    assert [(len(drawn.nodes), len(drawn.edges)) for drawn in project.graphs] == [(3, 1)]
    missing = [one for one in found.problems if one.kind == "exchange-source-missing"]
    assert len(missing) == 2 and sum(int(str(one.values["count"])) for one in missing) == len(MARKS) + 1
    assert lost(found.problems)["PDFSelection"] == 1


def test_codebooks_as_programs_write_them() -> None:
    grouped = (
        '\ufeff<?xml version="1.0" encoding="utf-8"?>'
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="ATLAS.ti 23"><Codes>'
        f'<Code guid="{guid("a").lower()}" name="Percaya" isCodable="true" color="#46AA00">'
        "<Description>Datang lagi.</Description></Code></Codes>"
        f'<Sets><Set guid="{guid("s").lower()}" name="Rasa"><Description>Yang dirasa.</Description>'
        f'<MemberCode guid="{guid("a").lower()}"/></Set></Sets></CodeBook>'
    )
    codes, sets, problems = read_codebook(grouped.encode(), "a.qdc")
    assert [(code.name, code.definition, code.colour) for code in codes] == [("Percaya", "Datang lagi.", "#46AA00")]
    assert [(one.name, one.codes, one.definition) for one in sets] == [("Rasa", (codes[0].identity,), "Yang dirasa.")]
    assert problems == []
    # Taguette's lacks what the standard asks for: whether a code may be used.
    plain = (
        '<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette">\n<Codes>'
        f'<Code guid="{guid("b")}" name="menarik"><Description></Description></Code>\n'
        f'<Code guid="{guid("c")}" name="menarik\\tempat"/></Codes></CodeBook>'
    )
    codes, sets, problems = read_codebook(plain.encode(), "t.qdc")
    assert [(code.name, code.codable) for code in codes] == [("menarik", True), ("menarik\\tempat", True)]
    assert (sets, problems) == ((), [])


@needs_shared
def test_the_standard_s_example_project() -> None:
    """Written by ATLAS.ti 8.4; its sources are not in the archive."""
    found = read((REFI / "skyloom_TestProject.qdpx").read_bytes(), "p.qdpx")
    project = found.project
    assert project.origin.startswith("ATLAS.ti 8.4.0") and len(project.coders) == 3
    assert len(project.codes) == 14 and len(project.sets) == 16 and len(project.graphs) == 1
    assert [memo.title for memo in project.memos] == ["Research Plan", "My favorite Coke ad"]
    feelings = next(group for group in project.sets if group.name == "Feelings")
    assert len(feelings.codes) == 6
    missing = [one for one in found.problems if one.kind == "exchange-source-missing"]
    assert sum(int(str(one.values["count"])) for one in missing) == 8
    # What is marked in the text of a PDF and on its page is marked once.
    assert lost(found.problems)["PDFSelection"] == 2


@needs_shared
def test_real_codebooks() -> None:
    codes, sets, problems = read_codebook((REFI / "atlasti_win23_from_requal_tests.qdc").read_bytes(), "a.qdc")
    assert [(code.name, code.definition, code.colour) for code in codes] == [("code1", "description", "#46AA00")]
    assert [(group.name, group.codes, group.definition) for group in sets] == [
        ("code group 1", (codes[0].identity,), "kategorie 1")
    ]
    assert problems == []
    codes, sets, problems = read_codebook((REFI / "taguette_tests_shape.qdc").read_bytes(), "t.qdc")
    assert [code.name for code in codes] == ["interesting", "interesting\\places"]
    assert (sets, problems) == ((), [])


def test_a_codebook_s_sets_with_members_that_are_not_there() -> None:
    xml = (
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{guid("a")}" name="a" isCodable="0"/></Codes>'
        f'<Sets><Set guid="{guid("s")}" name="s"><MemberCode guid="{guid("a")}"/><MemberCode targetGUID="{guid("a")}"/>'
        f'<MemberCode guid="{guid("b")}"/></Set></Sets></CodeBook>'
    )
    codes, sets, problems = read_codebook(xml.encode(), "c.qdc")
    assert [code.codable for code in codes] == [False]
    assert sets[0].codes == (codes[0].identity,)
    assert lost(problems) == {"MemberCode": 1}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "exchange-broken"),
        (b"<Project/>", "exchange-not-refi"),
        ((ENTITIES + "<CodeBook/>").encode(), "exchange-broken"),
    ],
)
def test_what_is_no_codebook_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(StudyError) as error:
        read_codebook(data, "c.qdc")
    assert [problem.kind for problem in error.value.problems] == [kind]


def test_the_words_that_a_selection_is_named_by_win_over_its_position() -> None:
    words = "they come back every week"
    wrong = Mark(TALK.index("and they come"), TALK.index("and they come") + len(words), "Trust", "Coder 1", words)
    found = read(codes_below(STANDARD, sources(STANDARD, marks=(*MARKS, wrong))), "p.qdpx")
    assert quoted(found.project)[-1] == words
    assert others(found.problems) == ["exchange-passages-moved"]


def test_a_name_that_a_person_gave_moves_nothing() -> None:
    named = Mark(TRUST.start, TRUST.end, "Trust", "Coder 1", "Prices")
    found = read(codes_below(STANDARD, sources(STANDARD, marks=(*MARKS, named))), "p.qdpx")
    assert quoted(found.project)[-1] == "They trust me"
    assert others(found.problems) == []
