"""One known conversation, and a writer for each format that it can come in.

The writers share no code with the readers: they put strings, XML and zip archives together by themselves. What a format
cannot carry, its ``Written.carries`` takes out of the text that is expected back.
"""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ASKS, TELLS = "Pewawancara", "Informan A"

CONVERSATION = (
    (ASKS, "Selamat pagi. Bisa cerita sedikit soal usahanya?"),
    (TELLS, "Pagi! Saya jualan kopi di Café Ñandú sejak 2019."),
    (ASKS, 'Kenapa "kopi", bukan teh atau “wedang jahe”?'),
    (TELLS, "Begini: modalnya < Rp5.000.000 & cepat balik."),
    (ASKS, "So you started with five million, right?"),
    (TELLS, "Yes, five million 😀👍🏽 and a naïve idea."),
    (ASKS, "Ada pelanggan dari luar kota?"),
    (TELLS, "Ada. Mereka bilang شكرا جزيلا lalu pulang."),
    (ASKS, "Berapa orang per hari?"),
    (TELLS, "30 sampai 40 orang, itu > biasanya; it's \"busy\" at O'Neil's place."),
)
"""Who speaks, and what: accents, an emoji of two code points, a phrase from right to left, characters that mark-up
uses, quotation marks, a colon within an utterance, a number at its head."""


def begins(turn: int) -> float:
    """When a turn begins, in seconds; each lasts three seconds, and one of silence follows."""
    return 4.0 * turn + 1


def ends(turn: int) -> float:
    return begins(turn) + 3


def everything(text: str) -> str:
    return text


def only_cp1252(text: str) -> str:
    """Windows-1252 has no emoji and no Arabic."""
    return text.encode("cp1252", "ignore").decode("cp1252")


def only_latin(text: str) -> str:
    """The fonts that come with typst have no emoji and no Arabic."""
    return "".join(
        character
        for character in text
        if not unicodedata.name(character, "").startswith(("ARABIC", "EMOJI")) and ord(character) < 0x1F000
    )


@dataclass(frozen=True)
class Written:
    """The conversation as a file.

    Attributes:
        name: the file's name.
        data: its bytes.
        speakers: what its reader calls the two.
        carries: what is left of a text in this format.
        timed: to how many decimals of a second it keeps when a turn begins; None where it does not.
    """

    name: str
    data: bytes
    speakers: tuple[str, str] = (ASKS, TELLS)
    carries: Callable[[str], str] = everything
    timed: int | None = None


def clock(seconds: float, comma: str = ".", *, hours: bool = True) -> str:
    whole, part = divmod(round(seconds * 1000), 1000)
    minutes = f"{whole // 60 % 60:02}:{whole % 60:02}"
    return (f"{whole // 3600:02}:" if hours else "") + f"{minutes}{comma}{part:03}"


def minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def turns() -> Iterator[tuple[int, str, str]]:
    for number, (speaker, text) in enumerate(CONVERSATION):
        yield number, speaker, text


def labelled(line_end: str = "\n") -> str:
    return "".join(f"{speaker}: {text}{line_end}" for _, speaker, text in turns())


# Text


def txt_utf_8() -> Written:
    return Written("a.txt", labelled().encode("utf-8"))


def txt_utf_8_mark() -> Written:
    return Written("a.txt", labelled("\r\n").encode("utf-8-sig"))


def txt_utf_16() -> Written:
    return Written("a.txt", b"\xff\xfe" + labelled("\r\n").encode("utf-16-le"))


def txt_utf_16_without_mark() -> Written:
    return Written("a.txt", labelled("\r\n").encode("utf-16-be"))


def txt_cp1252() -> Written:
    return Written("a.txt", labelled("\r\n").encode("cp1252", "ignore"), carries=only_cp1252)


def txt_bracketed() -> Written:
    lines = (f"[{clock(begins(number))[:8]}] {speaker}: {text}\n" for number, speaker, text in turns())
    return Written("a.txt", "".join(lines).encode(), timed=0)


def otter() -> Written:
    lines = (f"{speaker}  {minutes(begins(number))}\n{text}\n\n" for number, speaker, text in turns())
    return Written("a_otter.txt", "".join(lines).encode(), timed=0)


def teams_txt() -> Written:
    lines = (f"{speaker}   {minutes(begins(number))}\n{text}\n" for number, speaker, text in turns())
    return Written("a.txt", "".join(lines).encode(), timed=0)


def markdown() -> Written:
    lines = ("**" + speaker + ":** " + re.sub(r"([<&*_])", r"\\\1", text) for _, speaker, text in turns())
    return Written("a.md", ("# Wawancara\n\n" + "\n\n".join(lines) + "\n").encode())


def web_page() -> Written:
    lines = (f"<p><b>{speaker}:</b>\n {html.escape(text)}</p>\n" for _, speaker, text in turns())
    head = "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>x</title><style>p {color: red}</style></head>"
    return Written("a.html", (f"{head}\n<body>\n{''.join(lines)}<script>1 < 2</script></body></html>").encode())


# Tables of turns in texts with mark-up; of two turns of one speaker the second need not name them


def markdown_table() -> Written:
    lines = (
        f"| {minutes(begins(number))} | **{speaker}** | " + re.sub(r"([<&*_|\\])", r"\\\1", text) + " | |"
        for number, speaker, text in turns()
    )
    head = "# Wawancara\n\n| Waktu | Pembicara | Ucapan | Catatan |\n|---|:--|---|---|\n"
    return Written("a.md", (head + "\n".join(lines) + "\n").encode(), timed=0)


def _html_table() -> str:
    rows = (
        f"<tr><td>{minutes(begins(number))}</td><td><b>{speaker}:</b></td>\n<td><p>{html.escape(text)}</p></td><td></tr>"
        for number, speaker, text in turns()
    )
    head = "<tr><th>Time</th><th>Speaker</th><th>What was said</th><th>Notes</th></tr>"
    return f"<table border=1>\n<thead>{head}</thead>\n" + "\n".join(rows) + "\n</table>"


def web_page_table() -> Written:
    head = "<!DOCTYPE html>\n<html><head><meta charset='utf-8'></head><body><h1>Wawancara</h1>"
    return Written("a.html", f"{head}\n{_html_table()}</body></html>".encode(), timed=0)


def markdown_html_table() -> Written:
    return Written("a.md", f"# Wawancara\n\n{_html_table()}\n".encode(), timed=0)


# Captions


def vtt_voices() -> Written:
    cues = (
        f"{number + 1}\n{clock(begins(number))} --> {clock(ends(number))}\n"
        f"<v {speaker}>{html.escape(text, False)}</v>\n\n"
        for number, speaker, text in turns()
    )
    return Written("a.vtt", ("WEBVTT\n\n" + "".join(cues)).encode(), timed=3)


def vtt_labels() -> Written:
    cues = (
        f"{clock(begins(number), hours=False)} --> {clock(ends(number), hours=False)}\n"
        f"{speaker}: {html.escape(text, False)}\n\n"
        for number, speaker, text in turns()
    )
    return Written("a.vtt", ("WEBVTT - x\n\n" + "".join(cues)).encode(), timed=3)


def srt() -> Written:
    cues = (
        f"{number + 1}\r\n{clock(begins(number), ',')} --> {clock(ends(number), ',')}\r\n{speaker}: {text}\r\n\r\n"
        for number, speaker, text in turns()
    )
    return Written("a.srt", "".join(cues).encode("utf-8-sig"), timed=3)


# Speech recognisers

NUMBERED = ("Speaker 0", "Speaker 1")
COUNTED = ("Speaker 1", "Speaker 2")


def _json(name: str, value: object, speakers: tuple[str, str], timed: int | None = 3) -> Written:
    return Written(name, json.dumps(value, ensure_ascii=False).encode(), speakers, timed=timed)


def _index(speaker: str) -> int:
    return (ASKS, TELLS).index(speaker)


def _words(number: int, text: str) -> Iterator[tuple[str, float, float]]:
    """The words of a turn with their times."""
    words = text.split()
    step = 3 / len(words)
    for place, word in enumerate(words):
        yield word, round(begins(number) + place * step, 3), round(begins(number) + (place + 1) * step, 3)


def whisper() -> Written:
    """Whisper tells no speakers; where it had labels read out, they would stand in the text."""
    segments = [
        {"id": number, "start": begins(number), "end": ends(number), "text": f" {speaker}: {text}", "tokens": [1]}
        for number, speaker, text in turns()
    ]
    return _json("a.json", {"text": "".join(str(s["text"]) for s in segments), "segments": segments}, (ASKS, TELLS))


def whisperx() -> Written:
    speakers = ("SPEAKER_00", "SPEAKER_01")
    segments = [
        {"start": begins(number), "end": ends(number), "text": f" {text}", "speaker": speakers[_index(speaker)]}
        for number, speaker, text in turns()
    ]
    return _json("a.json", {"segments": segments, "word_segments": [], "language": "id"}, speakers)


def assemblyai() -> Written:
    utterances = [
        {
            "start": int(begins(number) * 1000),
            "end": int(ends(number) * 1000),
            "text": text,
            "speaker": "AB"[_index(speaker)],
            "words": [],
        }
        for number, speaker, text in turns()
    ]
    whole = " ".join(text for _, text in CONVERSATION)
    value = {"id": "x", "status": "completed", "text": whole, "utterances": utterances, "words": []}
    return _json("a.json", value, ("A", "B"))


def _deepgram_words() -> list[dict[str, object]]:
    return [
        {
            "word": word.lower().strip(".,?!"),
            "start": start,
            "end": end,
            "speaker": _index(speaker),
            "punctuated_word": word,
        }
        for number, speaker, text in turns()
        for word, start, end in _words(number, text)
    ]


def deepgram() -> Written:
    utterances = [
        {"start": begins(number), "end": ends(number), "transcript": text, "speaker": _index(speaker), "channel": 0}
        for number, speaker, text in turns()
    ]
    channels = [{"alternatives": [{"transcript": "x", "words": _deepgram_words()}]}]
    value = {"metadata": {"duration": 40}, "results": {"channels": channels, "utterances": utterances}}
    return _json("a.json", value, NUMBERED)


def deepgram_words() -> Written:
    channels = [{"alternatives": [{"transcript": "x", "words": _deepgram_words()}]}]
    return _json("a.json", {"results": {"channels": channels}}, NUMBERED)


def rev() -> Written:
    monologues = []
    for number, speaker, text in turns():
        elements: list[dict[str, object]] = []
        for word, start, end in _words(number, text):
            body = word.rstrip(".,?!;:")
            elements.append({"type": "text", "value": body, "ts": start, "end_ts": end, "confidence": 0.9})
            elements.append({"type": "punct", "value": word[len(body) :] + " "})
        monologues.append({"speaker": _index(speaker), "elements": elements})
    return _json("a.json", {"monologues": monologues}, NUMBERED)


def aws() -> Written:
    items: list[dict[str, object]] = []
    segments = []
    speakers = ("spk_0", "spk_1")
    for number, speaker, text in turns():
        label = speakers[_index(speaker)]
        inner = []
        for word, start, end in _words(number, text):
            body = word.rstrip(".,?!")
            times = {"start_time": str(start), "end_time": str(end)}
            items.append({**times, "alternatives": [{"confidence": "0.9", "content": body}], "type": "pronunciation"})
            inner.append({**times, "speaker_label": label})
            items += [
                {"alternatives": [{"confidence": "0.0", "content": character}], "type": "punctuation"}
                for character in word[len(body) :]
            ]
        segments.append(
            {
                "start_time": str(begins(number)),
                "end_time": str(ends(number)),
                "speaker_label": label,
                "items": inner,
            }
        )
    results = {
        "transcripts": [{"transcript": " ".join(text for _, text in CONVERSATION)}],
        "speaker_labels": {"speakers": 2, "segments": segments},
        "items": items,
    }
    return _json("a.json", {"jobName": "x", "status": "COMPLETED", "results": results}, speakers)


def azure() -> Written:
    phrases = [
        {
            "recognitionStatus": "Success",
            "channel": 0,
            "speaker": _index(speaker) + 1,
            "offsetInTicks": begins(number) * 1e7,
            "durationInTicks": 3e7,
            "nBest": [{"confidence": 0.9, "lexical": text.lower(), "display": text}],
        }
        for number, speaker, text in turns()
    ]
    return _json("a.json", {"source": "x.wav", "recognizedPhrases": phrases}, COUNTED)


def google() -> Written:
    words = [
        {"startTime": f"{start:.3f}s", "endTime": f"{end:.3f}s", "word": word, "speakerTag": _index(speaker) + 1}
        for number, speaker, text in turns()
        for word, start, end in _words(number, text)
    ]
    # Every result but the last has words without speakers; the last has all words again, with them.
    bare = [{key: value for key, value in word.items() if key != "speakerTag"} for word in words]
    results = [{"alternatives": [{"transcript": "x", "words": part}]} for part in (bare, words)]
    return _json("a.json", {"results": results}, COUNTED)


# Packages


def package(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _docx(body: str) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="http://schemas.'
            f'openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
        }
    )


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{html.escape(text, False)}</w:t></w:r>'


def docx() -> Written:
    body = "".join(f"<w:p>{_run(speaker + ':', '<w:b/>')}{_run(' ' + text)}</w:p>" for _, speaker, text in turns())
    return Written("a.docx", _docx(body))


def docx_table() -> Written:
    body = "".join(
        f"<w:tr><w:tc><w:p>{_run(speaker + ':')}</w:p></w:tc><w:tc><w:p>{_run(text)}</w:p></w:tc></w:tr>"
        for _, speaker, text in turns()
    )
    return Written("a.docx", _docx(f"<w:tbl>{body}</w:tbl>"))


def teams_docx() -> Written:
    """Name and time on a line, and behind a line break of the same paragraph what was said."""
    body = "".join(
        f"<w:p>{_run(speaker, '<w:b/>')}{_run('   ' + minutes(begins(number)))}<w:r><w:br/></w:r>{_run(text)}</w:p>"
        for number, speaker, text in turns()
    )
    return Written("a.docx", _docx(body), timed=0)


def odt() -> Written:
    paragraphs = "".join(
        f'<text:p text:style-name="P1"><text:span text:style-name="T1">{speaker}:</text:span><text:s/>'
        f"{html.escape(text, False)}</text:p>"
        for _, speaker, text in turns()
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for name, full in (("office", "office"), ("text", "text"), ("style", "style"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {names} office:version="1.2">'
        f"<office:body><office:text>{paragraphs}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>'
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    return Written("a.odt", package(parts))


def _rtf_characters(text: str) -> str:
    """Text as RTF: backslash, braces and what is not ASCII escaped; beyond U+FFFF as two halves, all as signed."""
    units = text.encode("utf-16-le")
    characters = []
    for low, high in zip(units[::2], units[1::2], strict=True):
        code = low + 256 * high
        if code < 128:
            characters.append(("\\" if chr(code) in "\\{}" else "") + chr(code))
        elif code < 256 and code >= 0xA0:
            characters.append(f"\\'{code:02x}")
        else:
            characters.append(f"\\u{code - 65536 if code > 32767 else code}?")
    return "".join(characters)


def rtf() -> Written:
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}}{\*\generator x;}\viewkind4\uc1 "
    body = "".join(f"\\pard\\b {speaker}:\\b0  {_rtf_characters(text)}\\par\r\n" for _, speaker, text in turns())
    return Written("a.rtf", (head + body + "}").encode("ascii"))


def pdf() -> Written:
    import typst

    def quoted(text: str) -> str:
        return json.dumps(only_latin(text), ensure_ascii=False)

    body = "".join(f"#par(text({quoted(f'{speaker}: {text}')}))\n" for _, speaker, text in turns())
    source = f"#set page(width: 14cm, height: 9cm)\n#set text(hyphenate: false)\n{body}"
    return Written("a.pdf", bytes(typst.compile(source.encode(), format="pdf", timestamp=0)), carries=only_latin)


# Tables


def _cells(separator: str, rows: Iterator[tuple[str, ...]]) -> str:
    return "".join(
        separator.join('"' + cell.replace('"', '""') + '"' if re.search('[",;\t\n]', cell) else cell for cell in row)
        + "\r\n"
        for row in rows
    )


def _rows(*header: str) -> Iterator[tuple[str, ...]]:
    yield header
    for number, speaker, text in turns():
        yield clock(begins(number)), speaker, text


def csv_comma() -> Written:
    return Written("a.csv", _cells(",", _rows("Start", "Speaker", "Text")).encode(), timed=3)


def csv_semicolon() -> Written:
    table = _cells(";", _rows("Waktu", "Pembicara", "Ucapan"))
    return Written("a.csv", ("sep=;\r\n" + table).encode("utf-8-sig"), timed=3)


def csv_tab() -> Written:
    return Written("a.csv", b"\xff\xfe" + _cells("\t", _rows("MULAI", "NAMA", "TEKS")).encode("utf-16-le"), timed=3)


def xlsx() -> Written:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Pembicara", "Mulai", "Selesai", "Teks"])
    for number, speaker, text in turns():
        sheet.append([speaker, begins(number) / 86400, ends(number) / 86400, text])
        for column in (2, 3):
            sheet.cell(number + 2, column).number_format = "[h]:mm:ss"
    buffer = io.BytesIO()
    book.save(buffer)
    return Written("a.xlsx", buffer.getvalue(), timed=3)


WRITERS: dict[str, Callable[[], Written]] = {
    writer.__name__: writer
    for writer in (
        *(txt_utf_8, txt_utf_8_mark, txt_utf_16, txt_utf_16_without_mark, txt_cp1252, txt_bracketed),
        *(otter, teams_txt, markdown, markdown_table, markdown_html_table, web_page, web_page_table),
        *(vtt_voices, vtt_labels, srt),
        *(whisper, whisperx, assemblyai, deepgram, deepgram_words, rev, aws, azure, google),
        *(docx, docx_table, teams_docx, odt, rtf, pdf, csv_comma, csv_semicolon, csv_tab, xlsx),
    )
}
"""Every way in which the conversation can be written, by name."""
