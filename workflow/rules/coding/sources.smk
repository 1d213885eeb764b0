# Read the raw files, clean the sources and freeze their text.


rule read:
    """Read the raw files of one batch, and look for numbers and addresses in them that lead to a person."""
    message:
        "Reading the sources (batch {wildcards.batch})"
    wildcard_constraints:
        batch=r"\d+",
    input:
        beginning=BEGINNING,
        sources=lambda wildcards: ancient([source.path for source in PLAN.batch_sources(wildcards.batch)]),
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
    output:
        documents=f"{PRIVATE}/batches/{{batch}}.documents",
        found=f"{PRIVATE}/batches/{{batch}}.identifiers.csv",
    log:
        "logs/coding/read.{batch}.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        reader=CODE.module("benang.sources.raw_files"),
        kept=lambda wildcards: f"{PRIVATE}/read/{wildcards.batch}.documents",
        sources=lambda wildcards: PLAN.batch(wildcards.batch),
        # Identifiers are looked for as the text will be frozen.
        speakers=lambda wildcards: PLAN.speakers(wildcards.batch),
        cleaning=PLAN.cleaning,
        kinds=list(STUDY.identifiers),
        withdrawn=PLAN.withdrawn,
        case_file=STUDY.cases.file if STUDY.cases else "",
        speaker_file=STUDY.speaker_table,
    script:
        "../../scripts/coding/read.py"


rule read_projects:
    """Read the projects of other programs, and look for numbers and addresses in them that lead to a person."""
    message:
        "Reading projects of other programs"
    input:
        beginning=BEGINNING,
        projects=ancient([*PROJECTS, *(codebook["file"] for codebook in PLAN.project_codebooks)]),
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
    output:
        documents=f"{PRIVATE}/batches/projects.documents",
        found=f"{PRIVATE}/batches/projects.identifiers.csv",
    log:
        "logs/coding/read_projects.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        reader=CODE.module("benang.exchange.raw_projects"),
        kept=f"{PRIVATE}/read/projects.documents",
        projects=PLAN.projects,
        codebooks=PLAN.project_codebooks,
        # Identifiers are looked for as the texts will be frozen.
        speakers=PLAN.project_speakers,
        cleaning=PLAN.cleaning,
        kinds=list(STUDY.identifiers),
        withdrawn=PLAN.withdrawn,
        sources=[source for batch in BATCHES for source in PLAN.batch(batch)] if PLAN.withdrawal else [],
        case_file=STUDY.cases.file if PLAN.withdrawal and STUDY.cases else "",
        speaker_file=STUDY.speaker_table if PLAN.withdrawal else "",
    script:
        "../../scripts/coding/read_projects.py"


rule key:
    """Give each identifier its number, one for the whole study; what has one in the key keeps it."""
    message:
        "Numbering the identifiers"
    input:
        found=expand(rules.read.output.found, batch=ALL_BATCHES),
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
    output:
        key=f"{PRIVATE}/batches/key.csv",
        parts=expand(f"{PRIVATE}/batches/{{batch}}.key.csv", batch=ALL_BATCHES),
    log:
        "logs/coding/key.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        withdrawn=PLAN.withdrawn,
        key=PLAN.key,
        language=STUDY.language,
    script:
        "../../scripts/coding/key.py"


rule clean:
    """Clean the sources of one batch, put in pseudonyms, and freeze their text."""
    message:
        "Cleaning the sources (batch {wildcards.batch})"
    wildcard_constraints:
        batch=r"\d+",
    input:
        documents=rules.read.output.documents,
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        key=key_part if STUDY.identifiers else [],
    output:
        sources=f"{RESULTS}/coding/batches/{{batch}}.sources.parquet",
        turns=f"{RESULTS}/coding/batches/{{batch}}.turns.parquet",
        offset_map=f"{RESULTS}/coding/batches/{{batch}}.offset_map.parquet",
        memos=f"{RESULTS}/coding/batches/{{batch}}.memos.parquet",
        times=f"{RESULTS}/coding/batches/{{batch}}.times.parquet",
        printed=f"{RESULTS}/coding/batches/{{batch}}.printed.parquet",
        cleaning=f"{RESULTS}/coding/batches/{{batch}}.cleaning.parquet",
        problems=f"{RESULTS}/problems/clean.{{batch}}.parquet",
        replacements=f"{PRIVATE}/batches/{{batch}}.replacements.csv",
    log:
        "logs/coding/clean.{batch}.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        sources=lambda wildcards: PLAN.batch(wildcards.batch),
        speakers=lambda wildcards: PLAN.speakers(wildcards.batch),
        cleaning=PLAN.cleaning,
        kinds=list(STUDY.identifiers),
        withdrawn=PLAN.withdrawn,
        language=STUDY.language,
        strict=STUDY.strict,
    script:
        "../../scripts/coding/clean.py"


rule projects:
    """Bring projects of other programs into the study: their texts where it does not hold them, codings, cases, memos."""
    message:
        "Bringing projects of other programs into the study"
    input:
        documents=rules.read_projects.output.documents,
        sources=expand(rules.clean.output.sources, batch=BATCHES),
        turns=expand(rules.clean.output.turns, batch=BATCHES),
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        key=key_part if STUDY.identifiers else [],
    output:
        sources=f"{RESULTS}/coding/batches/projects.sources.parquet",
        turns=f"{RESULTS}/coding/batches/projects.turns.parquet",
        offset_map=f"{RESULTS}/coding/batches/projects.offset_map.parquet",
        memos=f"{RESULTS}/coding/batches/projects.memos.parquet",
        times=f"{RESULTS}/coding/batches/projects.times.parquet",
        printed=f"{RESULTS}/coding/batches/projects.printed.parquet",
        cleaning=f"{RESULTS}/coding/batches/projects.cleaning.parquet",
        cases=f"{RESULTS}/coding/batches/projects.cases.parquet",
        origins=f"{RESULTS}/coding/batches/projects.origins.parquet",
        turn_cases=f"{RESULTS}/coding/batches/projects.turn_cases.parquet",
        rows=f"{RESULTS}/coding/batches/projects.codings.parquet",
        texts=f"{RESULTS}/coding/project_texts.csv",
        notes=f"{RESULTS}/coding/project_notes.csv",
        problems=f"{RESULTS}/problems/clean.projects.parquet",
        replacements=f"{PRIVATE}/batches/projects.replacements.csv",
    log:
        "logs/coding/projects.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        projects=PLAN.projects,
        cases=PLAN.case_labels,
        speakers=PLAN.project_speakers,
        cleaning=PLAN.cleaning,
        kinds=list(STUDY.identifiers),
        withdrawn=PLAN.withdrawn,
        language=STUDY.language,
        strict=STUDY.strict,
    script:
        "../../scripts/coding/projects.py"


rule sources:
    """All batches as one table of sources, of turns and of what belongs to them."""
    message:
        "Gathering the sources"
    input:
        sources=expand(rules.clean.output.sources, batch=ALL_BATCHES),
        turns=expand(rules.clean.output.turns, batch=ALL_BATCHES),
        offset_map=expand(rules.clean.output.offset_map, batch=ALL_BATCHES),
        memos=expand(rules.clean.output.memos, batch=ALL_BATCHES),
        times=expand(rules.clean.output.times, batch=ALL_BATCHES),
        printed=expand(rules.clean.output.printed, batch=ALL_BATCHES),
        cleaning=expand(rules.clean.output.cleaning, batch=ALL_BATCHES),
        turn_cases=rules.projects.output.turn_cases if PROJECTS else [],
        pseudonyms=ancient(PLAN.names_file or []),
    output:
        sources=f"{RESULTS}/coding/sources.parquet",
        turns=f"{RESULTS}/coding/turns.parquet",
        offset_map=f"{RESULTS}/coding/offset_map.parquet",
        times=f"{RESULTS}/coding/times.parquet",
        printed=f"{RESULTS}/coding/printed.parquet",
        cleaning=f"{RESULTS}/coding/cleaning.parquet",
        sources_table=f"{RESULTS}/coding/sources.csv",
        turns_table=f"{RESULTS}/coding/turns.csv",
        speakers_table=f"{RESULTS}/coding/speakers.csv",
        speakers_block=f"{RESULTS}/coding/speakers.yaml",
        speakers_private=f"{PRIVATE}/speakers.yaml",
        cleaning_table=f"{RESULTS}/coding/cleaning.csv",
        memos_table=f"{RESULTS}/coding/memos.csv",
        problems=f"{RESULTS}/problems/sources.parquet",
    log:
        "logs/coding/sources.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        speaker_file=STUDY.speaker_table,
        speaker_table=[list(row) for row in PLAN.speaker_table.rows],
        cases=PLAN.case_labels,
        language=STUDY.language,
        listed=[list(label) for label in PLAN.listed_labels],
        config=Path(PLAN.config_file).name,
        separator=STUDY.separator,
    script:
        "../../scripts/coding/sources.py"


TEXTS_SHOWN = (STUDY.transcripts or STUDY.bundle_texts) and not STUDY.recognition_considered


rule residual_risk:
    """What may still be a name, for a person to look at; and each replacement that was made. Both stay private."""
    message:
        "Looking for names that are in no list"
    input:
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        memos=expand(rules.clean.output.memos, batch=ALL_BATCHES),
        replacements=expand(rules.clean.output.replacements, batch=ALL_BATCHES),
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        cleared=ancient(STUDY.cleared or []),
        # Where the texts are shown, by what somebody may be recognised in them.
        cases=rules.cases.output.cases if TEXTS_SHOWN else [],
    output:
        table=f"{PRIVATE}/residual_risk.csv",
        recognisable=f"{PRIVATE}/recognisable.csv",
        to_list=f"{PRIVATE}/names_to_list.csv",
        replacements=f"{PRIVATE}/replacements.csv",
        problems=f"{RESULTS}/problems/residual_risk.parquet",
    log:
        "logs/coding/residual_risk.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        withdrawn=PLAN.withdrawn,
        language=STUDY.language,
        case_file=STUDY.cases.file if STUDY.cases else f"{RESULTS}/coding/cases.csv",
        separator=STUDY.separator,
        # What may be a name in the texts of the same sources is not looked for again; no output.
        kept=f"{PRIVATE}/parts/names",
    script:
        "../../scripts/coding/residual_risk.py"
