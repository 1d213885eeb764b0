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
# This notebook is the report's supplement: all that the article leaves out. Its text cells introduce each chapter, once in Indonesian (`lang="id"`) and once in
# English (`lang="en"`); its code cells show what the tables of the run bear out. The workflow keeps one language, leaves
# out the parts a study has none of (`part=...`, see `benang.conclusions.report.outline`), numbers the chapters, fills in
# the parameters, runs it, and typesets what it shows. Change the words and the order here; the sentences with numbers
# in them are in `workflow/benang/texts/report.yaml`.

# %% note="not in the report"
# ruff: noqa: B018, D100, E402, E501 - a cell shows what its last line is, and texts wrap where they like

# %% tags=["parameters"]
results = "results"  # folder of the results, from the study's folder
language = "id"  # of the report
study = {}  # what the study says of itself: title, question, notice, authors, date ...
pictures = "../results"  # the results folder, from where this notebook lies
article = "report.html"  # the article, which lies beside the supplement

# %%
from benang.conclusions.report.book import read_report

report = read_report(results, study, language, pictures, article)

# %% part="front"
report.title

# %% part="front"
report.summary

# %% part="front"
report.design

# %% [markdown] part="literature" lang="id"
# ## Memetakan pustaka pendukung

# %% [markdown] part="literature" lang="en"
# ## Mapping the supporting literature

# %% part="literature"
report.literature

# %% [markdown] part="literature.works" lang="id"
# Setiap karya dikodekan dengan buku kode yang sama dengan wawancara: karena buku kode menyebut karya itu pada suatu kode,
# atau karena pola buku kode ditemukan dalam judul, abstrak, kata kunci, atau catatan karya itu. Yang dibaca adalah daftar
# pustaka, bukan naskah lengkap setiap karya.

# %% [markdown] part="literature.works" lang="en"
# Each work is coded with the same codebook as the interviews: because the codebook names the work at a code, or because
# a pattern of the codebook is found in the work's title, abstract, keywords or note. What is read is the list of
# references, not the full text of each work.

# %% part="literature.works"
report.works

# %% part="literature.works"
report.novelty

# %% [markdown] part="coding" lang="id"
# ## Mengodekan kategori dan subkategori
#
# Setiap sumber dibersihkan satu kali menjadi teks polos, dibekukan, dan diberi sidik; sesudah itu tidak disunting lagi.
# Setiap pengodean menunjuk bagian teks yang dibekukan itu: sumber, huruf pertama dan terakhir, kode, dan pengode. Kutipan
# seorang pengode dicari kembali dalam teks; yang tidak ditemukan tidak dihitung dan tercatat sebagai masalah.

# %% [markdown] part="coding" lang="en"
# ## Coding by categories and sub-categories
#
# Each source is cleaned once into plain text, frozen and given a fingerprint; after that it is not edited any more. Each
# coding points at a passage of that frozen text: source, first and last character, code and coder. A coder's quotation is
# looked for in the text; one that is not found does not count and is listed as a problem.

# %% part="coding"
report.sources

# %% part="coding.guide"
report.guide

# %% part="coding"
report.coders

# %% part="coding"
report.coverage

# %% part="coding.agreement"
report.agreement

# %% part="coding.rules"
report.rules

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
report.speakers

# %% part="first_look"
report.word_use

# %% part="first_look"
report.reading

# %% [markdown] part="mapping" lang="id"
# ## Menyusun peta masalah dan pola jawaban

# %% [markdown] part="mapping" lang="en"
# ## Mapping problems and answer patterns

# %% [markdown] part="mapping.codings" lang="id"
# Yang dihitung ialah *cuplikan*: apa yang diucapkan seorang informan dalam satu giliran bicara dan dikodekan oleh
# satu pengode atau lebih; berapa pun pengodenya, dihitung sekali. Pertanyaan pewawancara bukan bukti. Catatan pengamat
# ditulis terpisah, dengan nama sendiri. Setiap cuplikan berada di satu sisi terhadap yang dikatakan definisi kategori atau
# kodenya: mendukung, menentang, keduanya, atau tanpa sisi; bila para pengode berbeda dan belum diputuskan, cuplikan itu diperselisihkan.

# %% [markdown] part="mapping.codings" lang="en"
# A *reference* is one passage: what an informant said in one turn, coded by one coder or several; it counts once however
# many coded it. An interviewer's question is no evidence. What an observer wrote stands beside under its own name. Each
# passage has a side towards what the definition of its category or code says: for, against, both, or none; where coders differ and nobody decided, it is disputed.

# %% part="mapping"
report.maps

# %% part="mapping.codings"
report.cases

# %% part="mapping.codings"
report.spread

# %% part="mapping.codings"
report.framework

# %% part="mapping.codings"
report.kinds

# %% part="mapping.codings"
report.cooccurrence

# %% part="mapping.codings"
report.emergence

# %% part="mapping.codings"
report.words_said

# %% part="mapping.codings"
report.findings

# %% [markdown] part="conclusions" lang="id"
# ## Menarik kesimpulan

# %% [markdown] part="conclusions" lang="en"
# ## Drawing conclusions

# %% [markdown] part="conclusions.claims" lang="id"
# Untuk setiap klaim tertulis di sisi mana buktinya berada, pada siapa, dan apa yang menentukannya. Profil itu tidak
# mengatakan apakah klaim itu benar: banyaknya orang tidak saling ditimbang. Status suatu klaim adalah pertimbangan
# peneliti. Yang diperiksa adalah apakah setiap cuplikan yang menentang, di kedua sisi, atau diperselisihkan sudah
# dijawab.

# %% [markdown] part="conclusions.claims" lang="en"
# For each claim this says on which sides its evidence stands, of whom, and what that rests on. The profile does not say
# whether the claim is true: heads are not weighed against each other. A claim's status is the researcher's judgement.
# What is checked is whether every passage against it, on both sides or disputed, is answered.

# %% part="conclusions"
report.claims

# %% [markdown] part="reproduction" lang="id"
# ## Uji reproduksi
#
# Peta bukti yang dimuat terbitan (kategori mana yang memuat kutipan informan mana) dibandingkan dengan peta yang
# dihasilkan pengodean. Peta terbitan tidak dipakai untuk mengodekan.

# %% [markdown] part="reproduction" lang="en"
# ## Reproduction check
#
# The evidence map that the publication prints (which informants it quotes for which category) is held against the map
# that the codings yield. The published map is not used for coding.

# %% part="reproduction"
report.reproduction

# %% [markdown] part="limits" lang="id"
# ## Keterbatasan studi

# %% [markdown] part="limits" lang="en"
# ## Limits of this study

# %% part="limits"
report.limits

# %% [markdown] part="provenance" lang="id"
# ## Asal-usul dan pembuatan ulang

# %% [markdown] part="provenance" lang="en"
# ## Provenance and rebuilding

# %% part="provenance"
report.provenance

# %% part="references"
report.references

# %% [markdown] part="codebook" lang="id"
# ## Buku kode

# %% [markdown] part="codebook" lang="en"
# ## Codebook

# %% part="codebook"
report.codebook

# %% [markdown] part="agreement_by_code" lang="id"
# ## Kesepakatan kode demi kode

# %% [markdown] part="agreement_by_code" lang="en"
# ## Agreement code by code

# %% part="agreement_by_code"
report.agreement_by_code

# %% [markdown] part="quotations" lang="id"
# ## Semua kutipan yang dihitung

# %% [markdown] part="quotations" lang="en"
# ## Every counted quotation

# %% part="quotations"
report.quotations

# %% [markdown] part="article_quotations" lang="id"
# ## Kutipan artikel yang tidak dikodekan

# %% [markdown] part="article_quotations" lang="en"
# ## Quotations in articles that nobody coded

# %% part="article_quotations"
report.article_quotations

# %% [markdown] part="ways" lang="id"
# ## Jumlah menurut cara hitung lain

# %% [markdown] part="ways" lang="en"
# ## The totals under the other ways of counting

# %% part="ways"
report.ways

# %% [markdown] part="checklists" lang="id"
# ## Daftar periksa pelaporan

# %% [markdown] part="checklists" lang="en"
# ## Reporting checklists

# %% part="checklists"
report.checklists

# %% [markdown] part="audit_trail" lang="id"
# ## Jejak audit

# %% [markdown] part="audit_trail" lang="en"
# ## Audit trail

# %% part="audit_trail"
report.audit_trail

# %% [markdown] part="problems" lang="id"
# ## Masalah dalam data

# %% [markdown] part="problems" lang="en"
# ## Problems in the data

# %% part="problems"
report.problems

# %% [markdown] part="transcripts" lang="id"
# ## Transkrip

# %% [markdown] part="transcripts" lang="en"
# ## Transcripts

# %% part="transcripts"
report.transcripts
