"""The rule coder: patterns of the codebook, found in what people say and coded as suggestions.

``patterns`` says what a rule is and ``parsing`` reads it from the codebook. ``folded_text`` makes words alike,
``vocabulary`` tells which patterns each distinct word can be part of, ``expressions`` finds what is not made of words,
and ``places`` puts them together for an utterance. ``conditions`` and ``negation`` look at the words around a match;
``matching`` applies the rules to an utterance and lets the longest match of a code win. ``utterances`` goes through the
sources, ``coding`` makes codings of the matches and ``expansions`` the table of word forms; ``exceptions`` reads a
study's own stems, ``rule_file`` keeps parsed rules between two steps of the workflow.
"""
