"""When codes came up, and saturation, worked out by going through the dates one after another.

Choices that the definitions leave open:

* Counted are the accepted codings that people made in interviews, of the coders who count, before any decision.
* Dates are compared to the second only where each has a time and all or none are in UTC; else by day.
* A code counts for the interview begun last when it was first given, also where that was on the same day.
* It is returned where, on its first day, it was given in interviews of earlier steps alone.
"""

from fractions import Fraction


def mine(study):
    kinds = {row["source_id"]: row["kind"] for row in study.sources}
    return [
        row
        for row in study.codings
        if row["status"] == "accepted"
        and row["method"] in ("human", "suggestion")
        and row["coder"] in study.coders
        and kinds[row["source_id"]] == "interview"
    ]


def emergence(study):
    """A list of steps: interviews begun, new codes, how many of these returned, how many codes so far."""
    rows = mine(study)
    if not rows or not all(row.get("date") for row in rows):
        return []
    exact = all("T" in row["date"] for row in rows) and len({row["date"][-1] == "Z" for row in rows}) == 1
    of_moment = {}
    for row in rows:
        of_moment.setdefault(row["date"][:19] if exact else row["date"][:10], []).append(row)
    steps, seen, begun = [], set(), set()
    for moment in sorted(of_moment):
        here = of_moment[moment]
        fresh = {row["source_id"] for row in here} - begun
        if fresh:
            steps.append([sorted(fresh), set(), 0, len(seen)])
        begun |= fresh
        for code in {row["code_id"] for row in here} - seen:
            steps[-1][1].add(code)
            steps[-1][2] += not {row["source_id"] for row in here if row["code_id"] == code} & set(steps[-1][0])
            seen.add(code)
        steps[-1][3] = len(seen)
    return steps


def saturation(new, base, run, threshold):
    """By last interview of a run: new codes in it and their share of the codes of the base."""
    known = sum(new[:base])
    return {
        last: (
            sum(new[last - run : last]),
            Fraction(sum(new[last - run : last]), known),
            sum(new[last - run : last]) <= threshold * known,
        )
        for last in range(base + run, len(new) + 1)
    }
