# Stage 2: clean the sources, then code them.

# Sources are worked on in batches; a source's batch depends on its id alone, so that a new one moves no other.
BATCHES = PLAN.batches
# What projects of other programs bring is a batch of its own, read after the study's own sources.
PROJECTS = [project["file"] for project in PLAN.projects]
ALL_BATCHES = [*BATCHES, "projects"] if PROJECTS else BATCHES
# A codebook of another program is read with the projects.
READ_BATCHES = [*BATCHES, "projects"] if PROJECTS or PLAN.project_codebooks else BATCHES
# What must not be passed on: the key of what was replaced, each replacement, words that may be names.
PRIVATE = PLAN.private
# Names of coders as names of files.
SHEET_CODERS = [source_slug(coder) for coder in PLAN.sheet_coders]


include: "coding/codebook.smk"
include: "coding/key_part.smk"
include: "coding/sources.smk"
include: "coding/codings.smk"
include: "coding/comparison.smk"
include: "coding/exchange.smk"
