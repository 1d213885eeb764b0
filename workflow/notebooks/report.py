# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] note="not in the report"
# This notebook is the article. Its text cells head each chapter, once in Indonesian (`lang="id"`) and once in
# English (`lang="en"`); its code cells show what the researchers wrote and what the tables of the run bear out. The workflow keeps one language, leaves
# out the parts a study has none of (`part=...`, see `benang.conclusions.article.article`), numbers the chapters, fills in
# the parameters, runs it, and typesets what it shows. Change the words and the order here; the sentences with numbers
# in them are in `workflow/benang/texts/article.yaml`.

# %% note="not in the report"
# ruff: noqa: B018, D100, E402, E501 - a cell shows what its last line is, and texts wrap where they like

# %% tags=["parameters"]
results = "results"  # folder of the results, from the study's folder
language = "id"  # of the report
study = {}  # what the study says of itself: title, question, notice, authors, date ...
pictures = "../results"  # the results folder, from where this notebook lies
supplement = "supplement.html"  # the supplement, which lies beside the article

# %%
from benang.conclusions.article.article import read_article

article = read_article(results, study, language, pictures, supplement)

# %% part="front"
article.title

# %% part="front"
article.abstract

# %% part="front"
article.question

# %% [markdown] part="introduction" lang="id"
# ## Pendahuluan

# %% [markdown] part="introduction" lang="en"
# ## Introduction

# %% part="introduction"
article.introduction

# %% [markdown] part="method" lang="id"
# ## Metode

# %% [markdown] part="method" lang="en"
# ## Method

# %% part="method"
article.method

# %% [markdown] part="first_look" lang="id"
# ## Yang dibicarakan
#
# Belum ada yang mengodekan. Bab ini memperlihatkan apa yang terlihat dari teksnya sendiri: hitungan untuk memandu
# pembacaan, bukan temuan.

# %% [markdown] part="first_look" lang="en"
# ## What was talked about
#
# Nobody has coded yet. This chapter shows what the texts themselves let see: counts to read by, not findings.

# %% part="first_look"
article.speakers

# %% part="first_look"
article.word_use

# %% part="first_look"
article.reading

# %% [markdown] part="findings" lang="id"
# ## Temuan

# %% [markdown] part="findings" lang="en"
# ## Findings

# %% part="findings"
article.findings

# %% [markdown] part="discussion" lang="id"
# ## Pembahasan

# %% [markdown] part="discussion" lang="en"
# ## Discussion

# %% part="discussion"
article.discussion

# %% [markdown] part="conclusion" lang="id"
# ## Simpulan

# %% [markdown] part="conclusion" lang="en"
# ## Conclusion

# %% part="conclusion"
article.conclusion

# %% [markdown] part="limits" lang="id"
# ## Keterbatasan studi

# %% [markdown] part="limits" lang="en"
# ## Limits of this study

# %% part="limits"
article.limits

# %% part="declarations"
article.declarations

# %% part="references"
article.references
