# Which numbers of identifiers a batch is cleaned with.


def key_part(wildcards):
    """The numbers of identifiers that a batch needs.

    What has a number keeps it, so that a changed source needs no other's text again: the numbers of a batch count as
    old unless those in the study's key are others now (the key is lost, or of another time).
    """
    part = f"{PRIVATE}/batches/{getattr(wildcards, 'batch', 'projects')}.key.csv"
    return ancient(part) if holds(PLAN.key, part) else part
