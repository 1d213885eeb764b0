"""Where things stand that links join: in columns, with the words of each link between two of them.

Links lead from column to column, mostly to the right, and cross as little as an order of the columns allows (after
Sugiyama, Tagawa and Toda 1981). Nothing is drawn by lot: the same links stand in the same places everywhere, in the
concept map as in the map that other programs open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product
from typing import NamedTuple

from benang.core.crossings import best_order, crossings

Item = str | int
"""A thing by its id, or a link by its number, where the link only passes a column."""

_TRIED = 3000
"""So many ways to share things out among columns are tried, all of them in a small map."""
_PERMUTED = 5
"""So many things in a column are tried in every order."""
_ROUNDS = 12
_WORDS, _THING = {2: 1.2, 3: 2.0}, 1.0
"""Height of a link's words, by the number of columns (more leave less room for a line), and of a thing."""
_BACKWARDS, _LONG, _NOT_DRAWN = 3.0, 3.0, 1000.0
"""How much height may be spent for that a link leads to the right, ends in the next column, or is drawn at all."""


class Link(NamedTuple):
    """A link between two things."""

    start: str
    end: str
    directed: bool = True


@dataclass(frozen=True)
class LinkLayout:
    """Things in columns, and the links between them.

    Attributes:
        columns: from left to right, each from top to bottom: things, and numbers of links that pass.
        lanes: between each column and the next, the numbers of the links there, from top to bottom.
        same_column: links whose ends stand in one column, since there are more circles than columns; in no lane.
    """

    columns: tuple[tuple[Item, ...], ...]
    lanes: tuple[tuple[int, ...], ...]
    same_column: tuple[int, ...] = ()


def joined(links: Sequence[Link]) -> list[list[int]]:
    """The numbers of the links (from 0) of each group of things that links join, by the first link.

    >>> joined([Link("a", "b"), Link("x", "y"), Link("b", "c")])
    [[0, 2], [1]]
    """
    group: dict[str, int] = {}
    for number, link in enumerate(links):
        known = sorted({group.get(end, number) for end in link[:2]})
        group |= dict.fromkeys(link[:2], known[0])
        group = {thing: known[0] if own in known else own for thing, own in group.items()}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, link in enumerate(links):
        found[group[link.start]].append(number)
    return [found[own] for own in sorted(found)]


def outward(links: Sequence[Link], numbers: Sequence[int]) -> list[int]:
    """Numbers of joined links in an order of which each beginning is joined, too: from the thing with the most links
    to its neighbours, and from these on."""
    of: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for end in links[number][:2]:
            of[end].append(number)
    waiting, seen, order = [max(of, key=lambda thing: len(of[thing]))], set[str](), dict[int, None]()
    for thing in waiting:
        if thing not in seen:
            seen.add(thing)
            order |= dict.fromkeys(of[thing])
            waiting += [end for number in of[thing] for end in links[number][:2]]
    return list(order)


def laid_out(links: Sequence[Link], numbers: Sequence[int], most_columns: int = 3) -> LinkLayout:
    """The layout of some joined links.

    Args:
        links: all links.
        numbers: those that are laid out.
        most_columns: 2 or 3.
    """
    tried = []
    for n_columns in range(2, most_columns + 1):
        column, cost = _shared_out(links, numbers, n_columns)
        tried.append((cost, n_columns, column))
    _, n_columns, column = min(tried, key=lambda one: one[:2])
    return _in_order(links, numbers, column, n_columns)


def _shared_out(links: Sequence[Link], numbers: Sequence[int], n_columns: int) -> tuple[dict[str, int], float]:
    """The column of each thing, and what it costs (``_BACKWARDS`` and its like)."""
    things = list(dict.fromkeys(end for number in numbers for end in links[number][:2]))
    if n_columns ** len(things) <= _TRIED:
        ways = [dict(zip(things, way, strict=True)) for way in product(range(n_columns), repeat=len(things))]
        return min(((way, _cost(links, numbers, way, n_columns)) for way in ways), key=lambda one: one[1])
    starts = [_along(links, numbers, things, n_columns), _by_steps(links, numbers, things, n_columns)]
    bettered = [_bettered(links, numbers, start, n_columns) for start in starts]
    return min(bettered, key=lambda one: one[1])


def _cost(links: Sequence[Link], numbers: Sequence[int], column: Mapping[str, int], n_columns: int) -> float:
    cost, lanes, heights = 0.0, [0.0] * (n_columns - 1), [0.0] * n_columns
    for number in numbers:
        start, end, directed = links[number]
        left, right = sorted((column[start], column[end]))
        if left == right:
            cost += _NOT_DRAWN
            continue
        cost += _BACKWARDS * (directed and column[end] < column[start]) + _LONG * (right - left - 1)
        lanes[left] += _WORDS[n_columns]
    for place in column.values():
        heights[place] += _THING
    return cost + max(*lanes, *heights)


def _along(links: Sequence[Link], numbers: Sequence[int], things: Sequence[str], n_columns: int) -> dict[str, int]:
    """Each thing behind those that lead to it, as far as there are columns."""
    column = dict.fromkeys(things, 0)
    for _ in range(n_columns):
        for number in numbers:
            start, end, directed = links[number]
            if directed and column[end] <= column[start]:
                column[end] = min(column[start] + 1, n_columns - 1)
    return column


def _by_steps(links: Sequence[Link], numbers: Sequence[int], things: Sequence[str], n_columns: int) -> dict[str, int]:
    """Things by how many links they are from the first, to and fro between the first column and the last."""
    there_and_back = [*range(n_columns), *range(n_columns - 2, 0, -1)]
    steps: dict[str, int] = {}
    for number in outward(links, numbers):
        start, end = links[number][:2]
        if not steps:
            steps[start] = 0
        known, new = (start, end) if start in steps else (end, start)
        steps.setdefault(new, steps[known] + 1)
    return {thing: there_and_back[steps[thing] % len(there_and_back)] for thing in things}


def _bettered(
    links: Sequence[Link], numbers: Sequence[int], column: dict[str, int], n_columns: int
) -> tuple[dict[str, int], float]:
    """Things are moved to other columns one by one, as long as that helps."""
    cost = _cost(links, numbers, column, n_columns)
    for _ in range(_ROUNDS):
        before = cost
        for thing in column:
            own = column[thing]
            for place in range(n_columns):
                column[thing] = place
                if (tried := _cost(links, numbers, column, n_columns)) < cost:
                    cost, own = tried, place
            column[thing] = own
        if cost == before:
            break
    return column, cost


def _in_order(links: Sequence[Link], numbers: Sequence[int], column: Mapping[str, int], n_columns: int) -> LinkLayout:
    columns: list[list[Item]] = [[thing for thing in column if column[thing] == n] for n in range(n_columns)]
    between: list[list[tuple[Item, Item]]] = [[] for _ in range(n_columns - 1)]
    lane_of: list[dict[tuple[Item, Item], list[int]]] = [defaultdict(list) for _ in range(n_columns - 1)]
    for number in numbers:
        first, last = sorted(links[number][:2], key=lambda thing: column[thing])
        way: list[Item] = [first, *[number] * (column[last] - column[first] - 1), last]
        for place, pair in enumerate(pairwise(way), column[first]):
            if column[first] < column[last]:
                between[place].append(pair)
                lane_of[place][pair].append(number)
        for place in range(column[first] + 1, column[last]):
            columns[place].append(number)
    _uncross(columns, between)
    lanes = []
    for place, pairs in enumerate(between):
        at = [{item: n for n, item in enumerate(columns[place + side])} for side in (0, 1)]
        ordered = sorted(dict.fromkeys(pairs), key=lambda pair: (at[0][pair[0]], at[1][pair[1]]))
        lanes.append(tuple(number for pair in ordered for number in lane_of[place][pair]))
    same = tuple(number for number in numbers if column[links[number].start] == column[links[number].end])
    return LinkLayout(tuple(tuple(one) for one in columns), tuple(lanes), same)


def _uncross(columns: list[list[Item]], between: Sequence[Sequence[tuple[Item, Item]]]) -> None:
    """Bring the columns into the order in which links cross least: exactly where one column that all lanes touch has
    few things, else by turns."""
    middle = 1 if len(columns) == 3 else min((0, 1), key=lambda place: len(columns[place]))
    orders = permutations(columns[middle]) if len(columns[middle]) <= _PERMUTED else [tuple(columns[middle])]
    best: tuple[int, list[list[Item]]] | None = None
    for order in orders:
        tried = [list(order) if place == middle else list(own) for place, own in enumerate(columns)]
        for place in range(len(columns)):
            if place != middle:
                tried[place] = _turned(tried, between, place)
        for _ in range(_ROUNDS if len(columns[middle]) > _PERMUTED else 0):
            tried = _by_turns(tried, between)
        crossed = _crossed(tried, between)
        if best is None or crossed < best[0]:
            best = crossed, tried
        if not crossed:
            break
    if best:
        columns[:] = best[1]


def _by_turns(columns: list[list[Item]], between: Sequence[Sequence[tuple[Item, Item]]]) -> list[list[Item]]:
    for place in (*range(len(columns)), *reversed(range(len(columns)))):
        tried = [*columns[:place], _turned(columns, between, place), *columns[place + 1 :]]
        if _crossed(tried, between) < _crossed(columns, between):
            columns = tried
    return columns


def _turned(
    columns: Sequence[Sequence[Item]], between: Sequence[Sequence[tuple[Item, Item]]], place: int
) -> list[Item]:
    """One column in the order in which links to those beside it cross least."""
    order = list(columns[place])
    for near, lane, own in ((place - 1, place - 1, 1), (place + 1, place, 0)):
        if 0 <= near < len(columns):
            links = [(pair[own], pair[1 - own]) for pair in between[lane]]
            order = best_order(_at_the_mean(order, columns[near], links), columns[near], links)
    return order


def _at_the_mean(moved: Sequence[Item], fixed: Sequence[Item], links: Sequence[tuple[Item, Item]]) -> list[Item]:
    """In the order of what they are linked to; what is linked to nothing there stays behind what was before it."""
    place = {item: n for n, item in enumerate(fixed)}
    ends: dict[Item, list[int]] = defaultdict(list)
    for one, other in links:
        ends[one].append(place[other])
    keys: list[float] = []
    for item in moved:
        keys.append(sum(ends[item]) / len(ends[item]) if ends[item] else keys[-1] if keys else -1.0)
    return [moved[n] for n in sorted(range(len(keys)), key=keys.__getitem__)]


def _crossed(columns: Sequence[Sequence[Item]], between: Sequence[Sequence[tuple[Item, Item]]]) -> int:
    return sum(crossings(columns[place], columns[place + 1], pairs) for place, pairs in enumerate(between))
