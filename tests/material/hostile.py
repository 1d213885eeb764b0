"""Pieces of text that, said over and over, lead a careless program to go over all of it again and again."""

IDENTIFIERS = (
    *("1", "0", "08", "1 ", "1.", "+", "(", "@", "a@", "@a", "a.", ".com/", "www.", "Jl. A ", "RT 1, ", "ig a", "A1"),
)
PSEUDONYMS = ("Mukhlisin ", "mukhlis99 ", "TokoBerkahan ", "Mukhlis", "Budi Budi_ ")
SENTENCES = ("!", '."', ". ", "a.b")
MARKDOWN = (
    *("*a ", "**a", "**a** ", "**a**" + "*" * 99 + "x", "[a", "[a](", "`a", "<!-- ", "_a_a", "> - ", "&a", "| a "),
    *("a\n", "\\"),
)
CITATIONS = ("(", "(Sari, 2020) ", "Sari ", "Sari, ", " ", "(2020) ", "via ", "Sari, A.\n")
ARTICLES = (
    *('"', '" ', "“", "”a ", "'a ", "(", "“a\n", "\n", "– ", "a", "\f", "“Ya saja begitu.” (Informan A) "),
    *("Informan A ", "1\n", "Judul\n\n", "“a. (Informan A", "[1]", "Informan "),
)
CLEANING = (
    *("[", "(", "*", "[00:", "((00:12", "eh ", "eh", ", ", "saya ", "a", "a- ", " ", "eh" + " " * 1000),
    *("[tertawa] ", "pergi pergi ", "a" * 5000 + " ", "h", ".", "\u200b", "\u0316\u0301", "\u0301\u0316", "\u1161"),
)
GATE = ("<", "<a", "&#1", "\\u", "%4", "(", "(\\(", "+62 ", "0", "Si", "data:;base64,", "\\\\", "<!--")
