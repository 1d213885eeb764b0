"""Replace people's names, and what else identifies them, before anything else sees the text.

The researcher lists the names; nothing is guessed. What is replaced:

* whole words only, the longest name first, in one pass, so that a pseudonym is never replaced again;
* white space in a name may be any white space, a line break too; an apostrophe or hyphen may be any of its characters;
* a name of several words, or one behind a form of address (``bu ratna``), whatever its case; any other name of one word
  where it begins with a capital or is spelt as listed, since many are words of the language too (Mawar, Surya, Grace);
* with the last name first (``Doe, Jane``; ``Doe Jane`` with capitals), where no form of address begins the name;
* without its accents (``Jose``, ``Mueller``), and with characters in it that nobody sees (joiners, soft hyphens);
* with a clitic: ``Mukhlisnya`` becomes the pseudonym with ``nya``;
* a number (a telephone's) whatever characters stand between its digits;
* identifiers of the kinds that the study chose (``benang.privacy.identifiers``), whether listed or not.

What stands for itself in the list (a row ``budidaya,budidaya``) is no name: it stays wherever it stands, also where it
is an identifier by its form.

``spelling`` says in which spellings a name is known, ``index`` finds the names of a list in a text, ``inside`` those
that are part of a longer word, ``replacing`` holds ``Pseudonyms`` itself, and ``name_list`` reads the list.
"""

from __future__ import annotations

from benang.privacy.pseudonyms.name_list import read_checked_pseudonyms, read_pseudonyms
from benang.privacy.pseudonyms.replacing import NAME, Pseudonyms, Replacement, name_problems

__all__ = ["NAME", "Pseudonyms", "Replacement", "name_problems", "read_checked_pseudonyms", "read_pseudonyms"]
