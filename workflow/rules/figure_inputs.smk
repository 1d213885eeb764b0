# What a figure is drawn from.


def figure_tables(wildcards):
    """The files of the tables that a figure is drawn from."""
    return {table: FIGURE_TABLES[table] for table in FIGURES[wildcards.figure].tables if table != "study"}


def figure_about(wildcards):
    """What a figure says of the study itself, where it does."""
    if "study" not in FIGURES[wildcards.figure].tables:
        return {}
    return {
        "question": dict(STUDY.question),
        "case_name": PLAN.case_name,
        # Who counts: where the consensus or one coder does, the others only stand behind it.
        "coders": list(STUDY.coders) if STUDY.count in ("any", "agreed") else [STUDY.count],
        "claims": count_claims(STUDY.claims),
        "counts": STUDY.approach != "reflexive",
    }
