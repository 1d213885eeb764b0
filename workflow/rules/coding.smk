# Stage 2: clean the sources, then code them.

# Sources are worked on in batches; a source's batch depends on its id alone, so that a new one moves no other.
BATCHES = PLAN.batches
# What must not be passed on: the key of what was replaced, each replacement, words that may be names.
PRIVATE = PLAN.private


rule cases:
    """The cases and their attributes."""
    message:
        "Reading the cases"
    input:
        cases=STUDY.cases.file if STUDY.cases else [],
        pseudonyms=STUDY.pseudonyms or [],
        # Without a case file the informants of articles are cases of their own, known once the articles are read.
        sources=[] if STUDY.cases or not PLAN.articles else f"{RESULTS}/coding/sources.parquet",
    output:
        cases=f"{RESULTS}/coding/cases.parquet",
        table=f"{RESULTS}/coding/cases.csv",
    log:
        "logs/coding/cases.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/cases.py"),
        cases=PLAN.case_rows,
    script:
        "../scripts/coding/cases.py"


rule codebook:
    """The codebook as a table, and the patterns of the rule coder."""
    message:
        "Reading the codebook"
    input:
        codebook=STUDY.codebook.file if STUDY.codebook else [],
        # A codebook without hierarchy takes it from the code paths of the codings.
        codings=[coding.file for coding in STUDY.codings] if STUDY.codebook and STUDY.codebook.paths else [],
        pseudonyms=STUDY.pseudonyms or [],
    output:
        codes=f"{RESULTS}/coding/codes.parquet",
        table=f"{RESULTS}/coding/codes.csv",
        rules=f"{RESULTS}/coding/rules.json",
        problems=f"{RESULTS}/problems/codebook.parquet",
    log:
        "logs/coding/codebook.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/codebook.py"),
        codebook=PLAN.codebook,
        codings=PLAN.codings if STUDY.codebook and STUDY.codebook.paths else [],
        languages=list(STUDY.languages),
    script:
        "../scripts/coding/codebook.py"


rule identifiers:
    """Look through the raw sources of one batch for numbers and addresses that lead to a person."""
    message:
        "Looking for identifiers (batch {wildcards.batch})"
    input:
        sources=lambda wildcards: [source["path"] for source in PLAN.batch(wildcards.batch)],
        pseudonyms=STUDY.pseudonyms or [],
    output:
        found=f"{PRIVATE}/batches/{{batch}}.identifiers.csv",
    log:
        "logs/coding/identifiers.{batch}.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/identifiers.py"),
        sources=lambda wildcards: PLAN.batch(wildcards.batch),
        kinds=list(STUDY.identifiers),
    script:
        "../scripts/coding/identifiers.py"


rule key:
    """Give each identifier its number, one for the whole study; what has one in the key keeps it."""
    message:
        "Numbering the identifiers"
    input:
        found=expand(rules.identifiers.output.found, batch=BATCHES),
        pseudonyms=STUDY.pseudonyms or [],
    output:
        key=f"{PRIVATE}/batches/key.csv",
        parts=expand(f"{PRIVATE}/batches/{{batch}}.key.csv", batch=BATCHES),
    log:
        "logs/coding/key.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/key.py"),
        key=PLAN.key,
        language=STUDY.language,
    script:
        "../scripts/coding/key.py"


rule clean:
    """Read the raw sources of one batch, clean them, put in pseudonyms, and freeze their text."""
    message:
        "Cleaning the sources (batch {wildcards.batch})"
    input:
        sources=lambda wildcards: [source["path"] for source in PLAN.batch(wildcards.batch)],
        pseudonyms=STUDY.pseudonyms or [],
        # The numbers of identifiers are one for the study, so a changed source cleans all batches anew; a study that has
        # none replaced (identifiers: []) cleans the changed one alone.
        key=f"{PRIVATE}/batches/{{batch}}.key.csv" if STUDY.identifiers else [],
    output:
        sources=f"{RESULTS}/coding/batches/{{batch}}.sources.parquet",
        turns=f"{RESULTS}/coding/batches/{{batch}}.turns.parquet",
        offset_map=f"{RESULTS}/coding/batches/{{batch}}.offset_map.parquet",
        memos=f"{RESULTS}/coding/batches/{{batch}}.memos.parquet",
        times=f"{RESULTS}/coding/batches/{{batch}}.times.parquet",
        cleaning=f"{RESULTS}/coding/batches/{{batch}}.cleaning.parquet",
        problems=f"{RESULTS}/problems/clean.{{batch}}.parquet",
        replacements=f"{PRIVATE}/batches/{{batch}}.replacements.csv",
    log:
        "logs/coding/clean.{batch}.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/clean.py"),
        sources=lambda wildcards: PLAN.batch(wildcards.batch),
        speakers=lambda wildcards: PLAN.speakers(wildcards.batch),
        cleaning=PLAN.cleaning,
        kinds=list(STUDY.identifiers),
        language=STUDY.language,
        strict=STUDY.strict,
    script:
        "../scripts/coding/clean.py"


rule sources:
    """All batches as one table of sources, of turns and of what belongs to them."""
    message:
        "Gathering the sources"
    input:
        sources=expand(rules.clean.output.sources, batch=BATCHES),
        turns=expand(rules.clean.output.turns, batch=BATCHES),
        offset_map=expand(rules.clean.output.offset_map, batch=BATCHES),
        memos=expand(rules.clean.output.memos, batch=BATCHES),
        times=expand(rules.clean.output.times, batch=BATCHES),
        cleaning=expand(rules.clean.output.cleaning, batch=BATCHES),
    output:
        sources=f"{RESULTS}/coding/sources.parquet",
        turns=f"{RESULTS}/coding/turns.parquet",
        offset_map=f"{RESULTS}/coding/offset_map.parquet",
        times=f"{RESULTS}/coding/times.parquet",
        cleaning=f"{RESULTS}/coding/cleaning.parquet",
        sources_table=f"{RESULTS}/coding/sources.csv",
        turns_table=f"{RESULTS}/coding/turns.csv",
        speakers_table=f"{RESULTS}/coding/speakers.csv",
        cleaning_table=f"{RESULTS}/coding/cleaning.csv",
        memos_table=f"{RESULTS}/coding/memos.csv",
        problems=f"{RESULTS}/problems/sources.parquet",
    log:
        "logs/coding/sources.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/sources.py"),
        speaker_file=STUDY.speaker_table,
        speaker_table=[list(row) for row in PLAN.speaker_table.rows],
    script:
        "../scripts/coding/sources.py"


rule residual_risk:
    """What may still be a name, for a person to look at; and each replacement that was made. Both stay private."""
    message:
        "Looking for names that are in no list"
    input:
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        memos=expand(rules.clean.output.memos, batch=BATCHES),
        replacements=expand(rules.clean.output.replacements, batch=BATCHES),
        pseudonyms=STUDY.pseudonyms or [],
        cleared=STUDY.cleared or [],
    output:
        table=f"{PRIVATE}/residual_risk.csv",
        replacements=f"{PRIVATE}/replacements.csv",
        problems=f"{RESULTS}/problems/residual_risk.parquet",
    log:
        "logs/coding/residual_risk.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/residual_risk.py"),
    script:
        "../scripts/coding/residual_risk.py"


rule code_by_rules:
    """Let the rule coder suggest codings for one batch."""
    message:
        "Coding by rules (batch {wildcards.batch})"
    input:
        sources=rules.clean.output.sources,
        turns=rules.clean.output.turns,
        offset_map=rules.clean.output.offset_map,
        rules=rules.codebook.output.rules,
    output:
        codings=f"{RESULTS}/coding/batches/{{batch}}.rule_codings.parquet",
    log:
        "logs/coding/code_by_rules.{batch}.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/code_by_rules.py"),
        coder=lambda wildcards: STUDY.rules.coder,
        roles=list(STUDY.rules.roles),
        unit=STUDY.rules.unit,
    script:
        "../scripts/coding/code_by_rules.py"


rule human_codings:
    """Put people's codings back where the coder saw them, by their quotations."""
    message:
        "Anchoring the coders' quotations"
    input:
        codings=[coding.file for coding in STUDY.codings],
        codes=rules.codebook.output.codes,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        pseudonyms=STUDY.pseudonyms or [],
        key=rules.key.output.key,
    output:
        codings=f"{RESULTS}/coding/human_codings.parquet",
        problems=f"{RESULTS}/problems/human_codings.parquet",
    log:
        "logs/coding/human_codings.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/human_codings.py"),
        codings=PLAN.codings,
        cleaning=PLAN.cleaning,
        kinds=list(STUDY.identifiers),
        language=STUDY.language,
    script:
        "../scripts/coding/human_codings.py"


rule problems:
    """Everything that could not be read, anchored or coded, and why."""
    message:
        "Listing the problems"
    input:
        problems=[
            rules.works.output.problems,
            rules.literature_matrix.output.problems,
            rules.codebook.output.problems,
            *expand(rules.clean.output.problems, batch=BATCHES),
            rules.sources.output.problems,
            rules.human_codings.output.problems,
            rules.residual_risk.output.problems,
        ],
    output:
        table=f"{RESULTS}/problems.csv",
        problems=f"{RESULTS}/problems/all.parquet",
    log:
        "logs/coding/problems.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/problems.py"),
        intake=[problem.row() for problem in PROBLEMS],
        language=STUDY.language,
    script:
        "../scripts/coding/problems.py"


rule merge_codings:
    """All codings in one table; with `strict: true` the run ends here if anything was lost on the way."""
    message:
        "Gathering the codings"
    input:
        human=rules.human_codings.output.codings,
        rule=expand(rules.code_by_rules.output.codings, batch=BATCHES),
        problems=rules.problems.output.problems,
    output:
        codings=f"{RESULTS}/coding/codings.parquet",
        table=f"{RESULTS}/coding/codings.csv",
    log:
        "logs/coding/merge_codings.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/merge_codings.py"),
        strict=STUDY.strict,
    script:
        "../scripts/coding/merge_codings.py"


rule agreement:
    """How far the coders agree, where they coded the same sources."""
    message:
        "Comparing the coders"
    input:
        codings=rules.merge_codings.output.codings,
        turns=rules.sources.output.turns,
    output:
        agreement=f"{RESULTS}/coding/agreement.parquet",
        table=f"{RESULTS}/coding/agreement.csv",
    log:
        "logs/coding/agreement.log",
    conda:
        "../../envs/coding.yaml"
    params:
        code=script_digest("coding/agreement.py"),
    script:
        "../scripts/coding/agreement.py"
