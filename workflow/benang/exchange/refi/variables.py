"""The variables of a REFI-QDA project, and the values that sources and cases have of them."""

from __future__ import annotations

from typing import Any

from benang.exchange.refi.elements import child, children, guid, name_of
from benang.exchange.refi.losses import Losses

_KINDS = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")


class Variables:
    """The variables below an element ``Variables``.

    Attributes:
        kinds: the kind of each variable by its name, in their order; of two that bear one name the second is numbered.
    """

    def __init__(self, variables: Any) -> None:
        self.kinds: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for number, element in enumerate(children(variables, "Variable"), 1):
            name = str(element.get("name", "")).strip() or f"Variable {number}"
            if name in self.kinds:
                name = f"{name} ({number})"
            kind = str(element.get("typeOfVariable", ""))
            self.kinds[name] = kind if kind in _KINDS else "Text"
            self._names.setdefault(guid(element), name)

    def values(self, element: Any, losses: Losses) -> dict[str, str]:
        """The values that an element has, by name of the variable; values of variables that are not there are lost."""
        found: dict[str, str] = {}
        for pair in children(element, "VariableValue"):
            reference = child(pair, "VariableRef")
            name = self._names.get(guid(reference, "targetGUID")) if reference is not None else None
            value = next((str(one.text or "").strip() for one in pair if name_of(one).endswith("Value")), "")
            if name is None:
                losses.lose("VariableValue")
            elif value:
                found.setdefault(name, value)
        return found
