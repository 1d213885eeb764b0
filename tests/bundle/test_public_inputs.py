"""Of a file that holds a name no digest is told that would confirm a guess."""

import hashlib
import io
import zipfile

from benang.bundle.member_names import MemberNames, copies
from benang.bundle.public_inputs import FILE, FROZEN, REPLACED, UNTOLD, InputReader
from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonyms import Pseudonyms

NAMES = Pseudonyms({"Rahma Putri": "[Person 1]"})
FROZEN_TEXTS = {"data/talk Rahma Putri.txt": "f" * 64, "data/plain.txt": "e" * 64}


def reader(shared=(), gone=(), stand_in=""):
    def private(path):
        return path.startswith("data/private/")

    return InputReader(
        NAMES, SensitiveTerms(NAMES, {}, ()), Allowed(), private, FROZEN_TEXTS, shared, gone.__contains__, stand_in
    )


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def test_a_file_without_names_is_told_by_its_own_digest():
    told = reader().tell("data/codebook.yaml", b"codes: []\n")
    assert (told.name, told.sha256, told.of) == ("data/codebook.yaml", sha256(b"codes: []\n"), FILE)


def test_of_a_text_with_a_name_the_digest_is_that_of_the_copy_without():
    data = b"claims: # asked by Rahma Putri\n"
    told = reader().tell("data/claims.yaml", data)
    copy = b"claims: # asked by [Person 1]\n"
    assert (told.sha256, told.of) == (sha256(copy), REPLACED)
    assert reader().copy("data/claims.yaml", data) == copy
    # Nothing that is told can be had from the name by guessing it.
    assert sha256(data) not in repr(told)


def test_of_a_source_with_a_name_only_its_frozen_text_is_told_and_the_name_of_the_file_is_replaced():
    told = reader().tell("data/talk Rahma Putri.txt", b"P: You are Rahma Putri?\n")
    assert (told.name, told.sha256, told.of) == ("data/talk [Person 1].txt", "f" * 64, FROZEN)
    assert reader().tell("data/plain.txt", b"P: And you?\n").of == FILE
    # Turns of somebody who withdrew were taken out of it: what its file was is not told either.
    assert reader(shared=["data/plain.txt"]).tell("data/plain.txt", b"P: And you?\n").of == FROZEN


def test_of_what_is_no_text_and_holds_a_name_nothing_is_told_but_that_it_is_there():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<p>Rahma Putri said so.</p>")
    told = reader().tell("data/codings.docx", packed.getvalue())
    assert (told.name, told.sha256, told.of) == ("data/codings.docx", "", UNTOLD)
    assert copies(reader(), [("data/codings.docx", packed.getvalue())]) == ({}, ["data/codings.docx"])


def test_of_private_files_not_even_a_name_is_told():
    path = "data/private/withdrawn.csv"
    assert reader().tell(path, b"case,date\n") is None
    assert copies(reader(), [(path, b"case,date\n")]) == ({}, [])
    names = MemberNames({"results": "out/r", "reports": "out/d"}, "data/private/benang", reader())
    assert [names.shown(one) for one in (path, ".snakemake/x", "out/r/a.csv", "data/private/benang/key.csv")] == [
        "",
        "",
        "results/a.csv",
        "private/key.csv",
    ]


def test_a_file_that_tells_of_an_id_that_is_gone_with_somebody_is_not_copied():
    data = b"answers: {passages: [p0123456789]}\n"
    assert reader().copy("data/claims.yaml", data) == data
    assert reader(gone=["p0123456789"]).copy("data/claims.yaml", data) is None


def test_a_table_with_a_row_about_somebody_who_withdrew_is_not_copied_and_a_text_says_someone():
    without = reader(stand_in="[Person 1]")
    assert without.copy("data/summaries.csv", b"case,text\nRahma Putri,calm\n") is None
    assert without.copy("data/summaries.csv", b"case,text\nR03,calm\n") == b"case,text\nR03,calm\n"
    assert without.copy("config.yaml", b"read: {ann: [Rahma Putri]}\n") == b"read: {ann: [[Person 1]]}\n"
