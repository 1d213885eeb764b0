# Give the study to people and to other programs.


rule blank_sheets:
    """What people need to code, for each coder, with nobody's codings: a page, a workbook, a REFI-QDA project."""
    message:
        "Writing the coding sheets"
    input:
        cases=rules.cases.output.cases,
        codes=rules.codebook.output.codes,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
    output:
        pages=expand(f"{RESULTS}/coding_sheets/{{coder}}.html", coder=SHEET_CODERS),
        workbooks=expand(f"{RESULTS}/coding_sheets/{{coder}}.xlsx", coder=SHEET_CODERS),
        projects=expand(f"{RESULTS}/coding_sheets/{{coder}}.qdpx", coder=SHEET_CODERS),
    log:
        "logs/coding/blank_sheets.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        heading=PLAN.heading,
        program="standard",
        language=STUDY.language,
    script:
        "../../scripts/coding/coding_sheets.py"


DRAWN = any(Path(file).stem == "relations" for file in PLAN.written)


rule export:
    """The study for other programs: a REFI-QDA project for each, the codebook alone, and a Taguette database."""
    message:
        "Writing the study for other programs"
    input:
        cases=rules.cases.output.cases,
        sources=rules.sources.output.sources,
        codes=rules.codebook.output.codes,
        codings=rules.merge_codings.output.codings,
        memos=rules.sources.input.memos,
        # The map that researchers draw between codes.
        relations=f"{RESULTS}/mapping/relations.parquet" if DRAWN else [],
    output:
        projects=expand(f"{RESULTS}/export/study.{{program}}.qdpx", program=PROGRAMS),
        codebook=[f"{RESULTS}/export/codebook.qdc"] if PLAN.codebook else [],
        taguette=f"{RESULTS}/export/study.sqlite3",
        lost=f"{RESULTS}/export/lost.csv",
    # Nothing but the search for names waits for it: it goes beside the documents.
    priority: -1
    log:
        "logs/coding/export.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        heading=PLAN.heading,
        coders=list(STUDY.coders),
        language=STUDY.language,
        programs=list(PROGRAMS),
        # What was written of the same sources before is not written again; it spares time and is no output.
        kept=f"{PRIVATE}/parts/export",
    script:
        "../../scripts/coding/export.py"


rule copies_with_codings:
    """The frozen texts with people's codings in them: Word documents with comments, PDFs with highlights."""
    message:
        "Writing coded copies of the texts"
    input:
        sources=rules.sources.output.sources,
        codings=rules.merge_codings.output.codings,
        codes=rules.codebook.output.codes,
    output:
        copies=f"{RESULTS}/coded_copies/copies.csv",
    log:
        "logs/coding/coded_copies.log",
    conda:
        "../../../envs/conclusions.yaml"
    params:
        language=STUDY.language,
    script:
        "../../scripts/coding/coded_copies.py"
