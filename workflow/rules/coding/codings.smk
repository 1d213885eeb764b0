# Code: people, rules, suggestions that people took, a language model; then all in one table.

# Sources that people who withdrew share with others.
SHARED = [source for batch in BATCHES for source in PLAN.batch(batch) if source["source_id"] in PLAN.shared]


rule code_by_rules:
    """Let the rule coder suggest codings for one batch."""
    message:
        "Coding by rules (batch {wildcards.batch})"
    input:
        sources=rules.clean.output.sources,
        turns=rules.clean.output.turns,
        offset_map=rules.clean.output.offset_map,
        rules=rules.codebook.output.rules,
        exceptions=ancient(STUDY.rules.exceptions or []),
    output:
        codings=f"{RESULTS}/coding/batches/{{batch}}.rule_codings.parquet",
        expansions=f"{RESULTS}/coding/batches/{{batch}}.expansions.parquet",
        # What suggestions may be about, for the rule below.
        candidates=f"{RESULTS}/coding/batches/{{batch}}.candidates.parquet",
    log:
        "logs/coding/code_by_rules.{batch}.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        coder=lambda wildcards: STUDY.rules.coder,
        roles=list(STUDY.rules.roles),
        unit=STUDY.rules.unit,
        nested_scope=STUDY.rules.nested_scope,
        exclusive=STUDY.rules.exclusive,
        cases=PLAN.case_labels,
    script:
        "../../scripts/coding/code_by_rules.py"


rule expansions:
    """Every word form that each pattern found, with counts."""
    message:
        "Listing the word forms that the rules found"
    input:
        expansions=expand(rules.code_by_rules.output.expansions, batch=ALL_BATCHES),
    output:
        table=f"{RESULTS}/coding/expansions.csv",
    log:
        "logs/coding/expansions.log",
    conda:
        "../../../envs/coding.yaml"
    script:
        "../../scripts/coding/expansions.py"


rule code_by_model:
    """Take a language model's recorded answers as suggestions; one that is missing ends the run."""
    message:
        "Reading the language model's answers"
    input:
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        codes=rules.codebook.output.codes,
        answers=ancient(PLAN.model_answers),
    output:
        codings=f"{RESULTS}/coding/model_codings.parquet",
        quarantine=f"{RESULTS}/coding/quarantine.csv",
        account=f"{RESULTS}/coding/language_model.json",
        problems=f"{RESULTS}/problems/code_by_model.parquet",
    log:
        "logs/coding/code_by_model.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        folder=lambda wildcards: STUDY.language_model.folder,
        coder=lambda wildcards: STUDY.language_model.coder,
        settings=PLAN.request_settings,
    script:
        "../../scripts/coding/code_by_model.py"


if PLAN.shared:

    rule rows_about_withdrawn:
        """Where coders quote what only people said who withdrew, in sources that they share with others."""
        message:
            "Leaving out codings about people who withdrew"
        input:
            beginning=BEGINNING,
            codings=ancient([coding["file"] for coding in PLAN.codings]),
            sources=ancient([source["path"] for source in SHARED]),
            pseudonyms=ancient(PLAN.names_file or []),
            withdrawn=ancient(PLAN.withdrawn_file),
        output:
            f"{PRIVATE}/batches/rows_passed_over.csv",
        log:
            "logs/coding/rows_about_withdrawn.log",
        conda:
            "../../../envs/coding.yaml"
        params:
            reader=CODE.module("benang.sources.raw_files"),
            codings=PLAN.codings,
            shared=SHARED,
            speakers=PLAN.project_speakers,
            case_file=STUDY.cases.file if STUDY.cases else "",
            speaker_file=STUDY.speaker_table,
            withdrawn=PLAN.withdrawn,
            language=STUDY.language,
        script:
            "../../scripts/coding/rows_about_withdrawn.py"


rule human_codings:
    """Put people's codings back where the coder saw them, by their quotations."""
    message:
        "Anchoring the coders' quotations"
    input:
        codings=ancient([coding["file"] for coding in PLAN.codings]),
        # For what was copied from a raw transcript.
        documents=expand(rules.read.output.documents, batch=BATCHES),
        project_documents=rules.read_projects.output.documents if PROJECTS else [],
        origins=rules.projects.output.origins if PROJECTS else [],
        projects=rules.projects.output.rows if PROJECTS else [],
        withdrawn_rows=rules.rows_about_withdrawn.output[0] if PLAN.shared else [],
        history=ancient((STUDY.codebook.history or []) if STUDY.codebook else []),
        codes=rules.codebook.output.codes,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        key=rules.key.output.key,
    output:
        codings=f"{RESULTS}/coding/human_codings.parquet",
        moves=f"{RESULTS}/coding/anchors.csv",
        problems=f"{RESULTS}/problems/human_codings.parquet",
    log:
        "logs/coding/human_codings.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        codings=PLAN.codings,
        projects=PLAN.projects,
        articles=PLAN.articles,
        cleaning=PLAN.cleaning,
        kinds=list(STUDY.identifiers),
        withdrawn=PLAN.withdrawn,
        language=STUDY.language,
        # Quotations are not looked for again in sources that are the same; no output.
        kept=f"{PRIVATE}/parts/anchors",
    script:
        "../../scripts/coding/human_codings.py"


rule decisions:
    """Make codings of the suggestions that people took, and mark those of machines that they rejected."""
    message:
        "Reading decisions on suggestions"
    input:
        decisions=ancient([STUDY.decisions] if STUDY.decisions else []),
        machines=[
            *expand(rules.code_by_rules.output.codings, batch=ALL_BATCHES),
            *([rules.code_by_model.output.codings] if STUDY.language_model else []),
        ],
        codes=rules.codebook.output.codes,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        key=rules.key.output.key,
    output:
        codings=f"{RESULTS}/coding/decided.parquet",
        machines=f"{RESULTS}/coding/machine_codings.parquet",
        problems=f"{RESULTS}/problems/decisions.parquet",
    log:
        "logs/coding/decisions.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        decisions=STUDY.decisions,
        roles=list(STUDY.rules.roles),
        unit=STUDY.rules.unit,
        kinds=list(STUDY.identifiers),
        withdrawn=PLAN.withdrawn,
        language=STUDY.language,
    script:
        "../../scripts/coding/decisions.py"


# What all coders agree on is one more coder only where it is counted; how much it would count is shown anyway.
COUNTS_CONSENSUS = CONSENSUS in (*STUDY.coders, STUDY.count)


rule disagreements:
    """Where coders differ, what was decided about it, and what they agree on."""
    message:
        "Comparing the coders' codings one by one"
    input:
        human=rules.human_codings.output.codings,
        decided=rules.decisions.output.codings,
        adjudication=ancient([STUDY.adjudication] if STUDY.adjudication else []),
        codes=rules.codebook.output.codes,
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
        offset_map=rules.sources.output.offset_map,
        pseudonyms=ancient(PLAN.names_file or []),
        withdrawn=ancient(PLAN.withdrawn_file or []),
        key=rules.key.output.key,
    output:
        table=f"{RESULTS}/coding/disagreements.csv",
        disagreements=f"{RESULTS}/coding/disagreements.parquet",
        consensus=f"{RESULTS}/coding/consensus.parquet",
        problems=f"{RESULTS}/problems/disagreements.parquet",
    log:
        "logs/coding/disagreements.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        adjudication=lambda wildcards: STUDY.adjudication,
        listed=[{"coder": coding["coder"]} for coding in [*PLAN.codings, *PLAN.projects]],
        counts_consensus=COUNTS_CONSENSUS,
        read=PLAN.read,
        kinds=list(STUDY.identifiers),
        withdrawn=PLAN.withdrawn,
        language=STUDY.language,
        separator=STUDY.separator,
        # Coders are not compared again in sources where nothing changed; no output.
        kept=f"{PRIVATE}/parts/disagreements",
    script:
        "../../scripts/coding/disagreements.py"


# Where stems are kept from run to run, which is no output, and the code that stems.
STEMS = [f"{PRIVATE}/parts/stems", CODE.module("benang.text.stemming")]


rule suggestions:
    """One list of what is suggested: by rules, a model, likeness; key terms; and what may be new categories."""
    message:
        "Looking for suggestions"
    input:
        decisions=ancient([STUDY.decisions] if STUDY.decisions else []),
        human=rules.human_codings.output.codings,
        decided=rules.decisions.output.codings,
        machines=rules.decisions.output.machines,
        codes=rules.codebook.output.codes,
        cases=rules.cases.output.cases,
        sources=rules.sources.output.sources,
        candidates=expand(rules.code_by_rules.output.candidates, batch=ALL_BATCHES),
    output:
        table=f"{RESULTS}/coding/suggestions.csv",
        suggestions=f"{RESULTS}/coding/suggestions.parquet",
        problems=f"{RESULTS}/problems/suggestions.parquet",
    log:
        "logs/coding/suggestions.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        decisions=STUDY.decisions,
        attribute=STUDY.compared,
        language=STUDY.language,
        separator=STUDY.separator,
        stems=STEMS,
        # The topics of what may be new categories, of the same passages not looked for again; no output.
        topics=f"{PRIVATE}/parts/topics",
    script:
        "../../scripts/coding/suggestions.py"


# What people say, for a study that nobody has coded yet.
FIRST_LOOK = PLAN.first_look

if FIRST_LOOK:

    rule word_use:
        """Count words and phrases in the whole study, in groups of cases and in each source."""
        message:
            "Counting words and phrases"
        input:
            cases=rules.cases.output.cases,
            sources=rules.sources.output.sources,
            turns=rules.sources.output.turns,
            names=rules.residual_risk.output.table,
        output:
            table=f"{RESULTS}/coding/word_use.csv",
            words=f"{RESULTS}/coding/word_use.parquet",
        log:
            "logs/coding/word_use.log",
        conda:
            "../../../envs/coding.yaml"
        params:
            attribute=STUDY.compared,
            roles=list(STUDY.rules.roles),
            language=STUDY.language,
        script:
            "../../scripts/coding/word_use.py"


if STUDY.guide:

    rule asked:
        """Which questions of the guide were asked where, as a person confirmed it; and proposals for that person."""
        message:
            "Reading what was asked"
        input:
            guide=ancient(STUDY.guide),
            asked=ancient([STUDY.asked] if STUDY.asked else []),
            codes=rules.codebook.output.codes,
            sources=rules.sources.output.sources,
            turns=rules.sources.output.turns,
            pseudonyms=ancient(PLAN.names_file or []),
            withdrawn=ancient(PLAN.withdrawn_file or []),
            key=rules.key.output.key,
        output:
            asked=f"{RESULTS}/coding/asked.parquet",
            guide=f"{RESULTS}/coding/guide.parquet",
            proposals=f"{RESULTS}/coding/asked_proposals.csv",
            problems=f"{RESULTS}/problems/asked.parquet",
        log:
            "logs/coding/asked.log",
        conda:
            "../../../envs/coding.yaml"
        params:
            guide=STUDY.guide,
            asked=STUDY.asked,
            kinds=list(STUDY.identifiers),
            withdrawn=PLAN.withdrawn,
            language=STUDY.language,
            separator=STUDY.separator,
        script:
            "../../scripts/coding/asked.py"


# What was asked, and the guide, where the study has one.
ASKED = [f"{RESULTS}/coding/{table}.parquet" for table in ("asked", "guide")] if STUDY.guide else []


rule problems:
    """Everything that could not be read, anchored or coded, and why."""
    message:
        "Gathering the problems"
    input:
        problems=[
            rules.works.output.problems,
            rules.literature_matrix.output.problems,
            rules.codebook.output.problems,
            rules.cases.output.problems,
            *expand(rules.clean.output.problems, batch=ALL_BATCHES),
            rules.sources.output.problems,
            rules.human_codings.output.problems,
            rules.decisions.output.problems,
            rules.disagreements.output.problems,
            rules.suggestions.output.problems,
            rules.residual_risk.output.problems,
            *([rules.code_by_model.output.problems] if STUDY.language_model else []),
            *([rules.asked.output.problems] if STUDY.guide else []),
            *([rules.work_passages.output.problems] if PLAN.attached else []),
        ],
        sources=rules.sources.output.sources,
        turns=rules.sources.output.turns,
    output:
        problems=f"{RESULTS}/problems/all.parquet",
    log:
        "logs/coding/problems.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        intake=[problem.row() for problem in PROBLEMS],
    script:
        "../../scripts/coding/problems.py"


rule merge_codings:
    """All codings in one table; with `strict: true` the run ends here if anything was lost on the way."""
    message:
        "Gathering the codings"
    input:
        human=rules.human_codings.output.codings,
        decided=rules.decisions.output.codings,
        consensus=rules.disagreements.output.consensus if COUNTS_CONSENSUS else [],
        machines=rules.decisions.output.machines,
        sources=rules.sources.output.sources,
        printed=rules.sources.output.printed,
        problems=rules.problems.output.problems,
    output:
        codings=f"{RESULTS}/coding/codings.parquet",
        table=f"{RESULTS}/coding/codings.csv",
    log:
        "logs/coding/merge_codings.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        strict=STUDY.strict,
    script:
        "../../scripts/coding/merge_codings.py"


rule passages:
    """What one person said in one turn, coded by one or several: the unit that everything counts."""
    message:
        "Gathering the codings into passages"
    input:
        codings=rules.merge_codings.output.codings,
        disagreements=rules.disagreements.output.disagreements,
        turns=rules.sources.output.turns,
        sources=rules.sources.output.sources,
        codes=rules.codebook.output.codes,
        asked=ASKED,
    output:
        passages=f"{RESULTS}/coding/passages.parquet",
        table=f"{RESULTS}/coding/passages.csv",
        left_out=f"{RESULTS}/coding/left_out.parquet",
        left_out_table=f"{RESULTS}/coding/left_out.csv",
    log:
        "logs/coding/passages.log",
    conda:
        "../../../envs/coding.yaml"
    params:
        counting=PLAN.counting,
        read=PLAN.read,
        # What was gathered of the same sources before is not gathered again; it spares time and is no output.
        kept=f"{PRIVATE}/parts/passages",
    script:
        "../../scripts/coding/passages.py"
