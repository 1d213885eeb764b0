"""Who is alone with what others may know of them, counted person by person: everybody is held against everybody else.

Without a line of the library: a person is found by some attributes where each is filled in, and nobody else answers to
all of them. Of these only the smallest count, among one, two and three attributes, and all of them.
"""

from itertools import chain, combinations


def found_alone(persons):
    """Of each person (a dictionary of attributes; all have the same) the smallest sets of attributes that find them."""
    if len(persons) < 3:
        return [[] for _ in persons]
    names = sorted(persons[0])
    sets = [set(one) for one in chain.from_iterable(combinations(names, size) for size in (1, 2, 3))]
    if len(names) > 3:
        sets.append(set(names))
    result = []
    for person in persons:
        finding = [one for one in sets if _finds(one, person, [other for other in persons if other is not person])]
        result.append([one for one in finding if not any(less < one for less in finding)])
    return result


def _finds(attributes, person, others):
    if any(_plain(person[name]) == "" for name in attributes) or not others:
        return False
    return not any(all(_plain(other[name]) == _plain(person[name]) for name in attributes) for other in others)


def _plain(value):
    return " ".join(value.casefold().split())
