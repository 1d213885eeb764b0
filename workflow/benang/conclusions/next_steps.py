"""What brings a study forward next: one to three steps, the first of them first, each with the lines to add.

A step is a function from where the study stands to a ``Step``, or to None where it has been done or is not yet due. To
add one, write it, put it into ``STEPS`` in the place in which it is due, and its words into ``texts/next_steps.yaml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from benang.core.problems import Problem
from benang.core.texts import main_language, read_texts, text_in
from benang.core.wording import filled
from benang.sources.source_ids import source_slug

MOST = 3
"""Steps that are shown; more would be a list of everything that can be done."""

_LINES_FIRST = frozenset(("checksums", "second_coder"))
"""Steps whose command goes by the lines: a file of checksums that is named, coders for whom sheets are written."""

TEXTS = "next_steps.yaml"


@dataclass(frozen=True)
class Standing:
    """Where a study stands.

    Attributes:
        config: the configuration's file.
        results: the results folder.
        sources: how many sources could be read, of any kind.
        untold: how many interviews have nobody who is told to be an informant.
        guessed: how many have roles that rest on bare letters.
        roles: the line that tells who asks and who answers, as far as it can be proposed; empty where it cannot. It
            names file and line of a label that looks like a name.
        roles_file: where the whole proposal stands.
        passed: how many interviews have labels that were passed over in bulk.
        languages: of each source whose words are in another language than the one stated, that language, sorted.
        codes: ids of the codes, in the codebook's order.
        coders: who coded something that counts or could count, sorted.
        counted: the people whose codings count; empty for everybody's.
        sheet_coders: for whom coding sheets are written.
        coding_files: how many tables and projects of codings the study names.
        codings_folder: where they lie, and so a new one should.
        undecided: differences between coders that nobody decided.
        read_once: how many sources one coder alone read, where others had several.
        suggestions: suggestions that wait for a decision.
        claims: how many claims the study makes.
        unanswered: passages against claims without an answer.
        most_coded: the code with most codings; empty where there is none.
        names_listed: whether the study has a name that is looked for.
        names_left: words that may still be names, of those that are most likely some.
        names_file, cleared: the list of names, and of words that are none; empty where the study names none.
        private: the folder for what must not be passed on.
        approach: of the study; empty where it is not stated.
        writing: the folder of what the researchers write, or where it would be.
        method_keys: how many keys of ``method.yaml`` are supplied.
        interpreted: how many texts of interpretation there are.
        transcripts: whether the transcripts are shown.
        recognisable: how many warnings say by what people could be recognised.
        errors: how many errors there are; ``first_error`` the first of them.
        sided: whether anybody judged on which side something stands.
        sides_unread: the columns of codings that may say so and could not be read, each with its file.
        adjudication, decisions, checksums: files that it names; empty where it names none.
    """

    config: str = "config.yaml"
    results: str = "results"
    sources: int = 0
    untold: int = 0
    guessed: int = 0
    roles: str = ""
    roles_file: str = ""
    passed: int = 0
    languages: Sequence[str] = ()
    codes: Sequence[str] = ()
    coders: Sequence[str] = ()
    counted: Sequence[str] = ()
    sheet_coders: Sequence[str] = ()
    coding_files: int = 0
    codings_folder: str = "codings"
    undecided: int = 0
    read_once: int = 0
    suggestions: int = 0
    claims: int = 0
    unanswered: int = 0
    most_coded: str = ""
    names_listed: bool = False
    names_left: int = 0
    names_file: str = ""
    cleared: str = ""
    private: str = "data/private"
    approach: str = ""
    writing: str = "data/writing"
    method_keys: int = 0
    interpreted: int = 0
    sided: bool = True
    sides_unread: Sequence[tuple[str, str]] = ()
    transcripts: bool = False
    recognisable: int = 0
    errors: int = 0
    first_error: Problem | None = None
    adjudication: str = ""
    decisions: str = ""
    checksums: str = ""

    def beside(self, name: str) -> str:
        """The path of a new file among the study's codings."""
        return PurePosixPath(self.codings_folder, name).as_posix()


@dataclass(frozen=True)
class Step:
    """A step: its words in ``texts/next_steps.yaml``, what fills them, and what is typed or written.

    Attributes:
        key: of its words.
        values: by name in these; a name and a language with a colon between (``what:en``) in that language alone.
        command: what is typed; empty where nothing is.
        lines: what is written into the configuration, line by line; no line depends on the one before it.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    command: str = ""
    lines: Sequence[str] = ()

    @property
    def lines_first(self) -> bool:
        """Whether the lines are written before the command is typed; else the command makes what they name."""
        return self.key in _LINES_FIRST

    def shown_command(self, language: str) -> str:
        """The command with the study that it is for; where that lies, no document can know."""
        folder = text_in(read_texts(TEXTS)["folder"], language)
        return f"{self.command} STUDY={folder}" if self.command else ""

    def title(self, language: str) -> str:
        """What to do, in a few words."""
        return self._words("title", language)

    def text(self, language: str) -> str:
        """Why, and how."""
        return self._words("text", language)

    def _words(self, part: str, language: str) -> str:
        mark = f":{main_language(language)}"
        of_language = {name.removesuffix(mark): said for name, said in self.values.items() if name.endswith(mark)}
        return filled(text_in(read_texts(TEXTS)[self.key][part], language), {**self.values, **of_language})

    def row(self) -> dict[str, Any]:
        """The step as plain values."""
        return {"key": self.key, "values": dict(self.values), "command": self.command, "lines": list(self.lines)}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Step:
        """The step back from its plain values."""
        return cls(row["key"], row["values"], row["command"], tuple(row["lines"]))


def next_steps(at: Standing) -> list[Step]:
    """The first steps that are due, at most ``MOST``; never none."""
    steps = (find for find in STEPS if at.approach != "reflexive" or find not in NOT_REFLEXIVE)
    due = [step for find in steps if (step := find(at)) is not None]
    return due[:MOST] or [Step("pass_on")]


def _errors(at: Standing) -> Step | None:
    if not at.errors or at.first_error is None:
        return None
    values = {"n": str(at.errors), "table": f"{at.results}/problems.csv"}
    for language in ("id", "en"):
        told = at.first_error
        where = told.where(language)
        values[f"what:{language}"] = f"{where}: {told.what(language)}" if where else told.what(language)
        values[f"mend:{language}"] = told.remedy(language)
    return Step("errors", values)


def _sources(at: Standing) -> Step | None:
    return None if at.sources else Step("sources", command="make check")


def _speakers(at: Standing) -> Step | None:
    if not at.untold:
        return None
    values = {"n": str(at.untold), "file": at.roles_file or f"{at.results}/coding/speakers.yaml"}
    return Step("speakers" if at.roles else "labels", values, lines=[at.roles] if at.roles else [])


def _languages(at: Standing) -> Step | None:
    if not at.languages:
        return None
    found = ", ".join(f"{language} ({count})" for language, count in sorted(Counter(at.languages).items()))
    return Step("languages", {"n": str(len(at.languages)), "languages": found, "file": at.config})


def _passed(at: Standing) -> Step | None:
    if not at.passed:
        return None
    return Step("passed", {"n": str(at.passed), "table": f"{at.results}/problems.csv"})


def _guessed(at: Standing) -> Step | None:
    # With an interview that is untold the line is shown there already.
    if not at.guessed or at.untold or not at.roles:
        return None
    values = {"n": str(at.guessed), "file": at.roles_file or f"{at.results}/coding/speakers.yaml"}
    return Step("guessed", values, lines=[at.roles])


def _codebook(at: Standing) -> Step | None:
    return None if at.codes or not at.sources else Step("codebook", lines=["codebook: codebook.xlsx"])


def _code(at: Standing) -> Step | None:
    if not at.codes or at.coders:
        return None
    files = ", ".join(
        f"{{file: {quoted(at.beside(source_slug(name) + '.xlsx'))}, coder: {quoted(name)}}}" for name in at.sheet_coders
    )
    values = {"folder": f"{at.results}/coding_sheets"}
    # Tables that are named already, and of which nothing could be used, are told as problems.
    return Step("code", values, "make coding-sheets", [] if at.coding_files else [f"codings: [{files}]"])


def _counted(at: Standing) -> Step | None:
    if not at.coders or not at.counted or set(at.counted) & set(at.coders):
        return None
    values = {"coders": ", ".join(at.coders), "counted": ", ".join(at.counted)}
    return Step("counted", values, lines=[f"matrices: {{coders: [{', '.join(map(quoted, at.coders))}]}}"])


def _differences(at: Standing) -> Step | None:
    if not at.undecided:
        return None
    file = at.adjudication or at.beside("adjudication.csv")
    values = {"n": str(at.undecided), "page": f"{at.results}/coding/disagreements.html", "file": file}
    values["table"] = f"{at.results}/coding/disagreements.csv"
    return Step("differences", values, lines=[] if at.adjudication else [f"adjudication: {quoted(file)}"])


def _suggestions(at: Standing) -> Step | None:
    if not at.suggestions or not at.codes:
        return None
    file = at.decisions or at.beside("decisions.csv")
    values = {"n": str(at.suggestions), "table": f"{at.results}/coding/suggestions.csv", "file": file}
    return Step("suggestions", values, lines=[] if at.decisions else [f"suggestions: {{decisions: {quoted(file)}}}"])


def _answers(at: Standing) -> Step | None:
    if not at.unanswered:
        return None
    return Step("answers", {"n": str(at.unanswered), "table": f"{at.results}/conclusions/claim_evidence.csv"})


def _sides(at: Standing) -> Step | None:
    if at.sided or not at.coders or at.unanswered:
        return None
    if at.sides_unread:
        column, file = at.sides_unread[0]
        return Step("sides_unread", {"column": column, "file": file, "table": f"{at.results}/problems.csv"})
    return Step("sides")


def _claims(at: Standing) -> Step | None:
    if at.claims or not at.coders or not at.most_coded:
        return None
    code = quoted(at.most_coded)
    return Step(
        "claims", {"example": f"claims: [{{id: C1, text: ..., codes: [{code}]}}]"}, lines=["claims: claims.yaml"]
    )


def _approach(at: Standing) -> Step | None:
    return None if at.approach or not at.coders else Step("approach", lines=["approach: codebook"])


def _method(at: Standing) -> Step | None:
    if at.method_keys or not at.coders:
        return None
    return Step("method", {"file": f"{at.writing}/method.yaml"})


def _interpretation(at: Standing) -> Step | None:
    if at.interpreted or not at.claims or at.unanswered:
        return None
    return Step("interpretation", {"folder": f"{at.writing}/interpretation"})


def _second_coder(at: Standing) -> Step | None:
    if len(at.coders) != 1:
        return None
    second = "coder-2" if at.coders[0] != "coder-2" else "coder-1"
    lines = [f"coding_sheets: {{coders: [{quoted(at.coders[0])}, {second}]}}"]
    return Step("second_coder", {"coder": at.coders[0]}, "make coding-sheets", lines)


def _read_by_one(at: Standing) -> Step | None:
    if not at.read_once or len(at.coders) < 2:
        return None
    return Step("read_by_one", {"n": str(at.read_once), "folder": f"{at.results}/coding_sheets"}, "make coding-sheets")


def _names(at: Standing) -> Step | None:
    if at.names_listed or not at.sources:
        return None
    return Step("names", _names_values(at), lines=_names_lines(at))


def _names_left(at: Standing) -> Step | None:
    if not at.names_left or not at.names_listed or not at.sources:
        return None
    cleared = at.cleared or f"{at.private}/cleared.csv"
    lines = [] if at.cleared else [f"cleared: {quoted(cleared)}"]
    return Step("names_left", {**_names_values(at), "cleared": cleared}, lines=[*_names_lines(at), *lines])


def _names_values(at: Standing) -> dict[str, str]:
    return {
        "n": str(at.names_left),
        "folder": at.private,
        "file": at.names_file or f"{at.private}/names.csv",
        "table": f"{at.private}/benang/names_to_list.csv",
        "config": at.config,
    }


def _names_lines(at: Standing) -> list[str]:
    return [] if at.names_file else [f"pseudonyms: {quoted(at.private + '/names.csv')}"]


def _recognition(at: Standing) -> Step | None:
    if not at.transcripts or not at.recognisable:
        return None
    values = {"n": str(at.recognisable), "table": f"{at.results}/problems.csv", "config": at.config}
    return Step("recognition", {**values, "list": f"{at.private}/benang/recognisable.csv"})


def _checksums(at: Standing) -> Step | None:
    if at.checksums or not at.coders:
        return None
    return Step("checksums", command="make checksums", lines=["checksums: checksums.sha256"])


STEPS: tuple[Callable[[Standing], Step | None], ...] = (
    _errors,
    _sources,
    _languages,
    _passed,
    _speakers,
    _guessed,
    _codebook,
    _code,
    _counted,
    _names,
    _names_left,
    _recognition,
    _differences,
    _answers,
    _read_by_one,
    _suggestions,
    _claims,
    _sides,
    _interpretation,
    _second_coder,
    _method,
    _approach,
    _checksums,
)
"""All steps, in the order in which they are due."""

NOT_REFLEXIVE = frozenset((_differences, _read_by_one, _suggestions, _second_coder, _sides))
"""Those that ask for agreement, for counts on sides or for what machines propose: no part of a reflexive analysis."""


def quoted(name: str) -> str:
    """A name as YAML within brackets reads it as a text, whatever characters it holds.

    >>> quoted("coder-1"), quoted("P3: nurse"), quoted("no"), quoted('a"b')
    ('coder-1', '"P3: nurse"', '"no"', '"a\\\\"b"')
    """
    plain = name.translate(str.maketrans("", "", "-_ ./"))
    safe = name[:1].isalpha() and plain.isalnum() and name.casefold() not in _YAML_WORDS and name == name.strip()
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    # A line break in a name would be read as a space, or begin a key.
    escaped = "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in escaped)
    return name if safe else f'"{escaped}"'


_YAML_WORDS = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
