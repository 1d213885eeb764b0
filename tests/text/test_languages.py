"""In which language a text is."""

import pytest

from benang.text.language_detection import other_language, plain_language, spoken_language

TEXTS = {
    "id": "Saya mulai jual kue karena tidak ada kerja lagi. Anak saya juga ikut, tapi dia masih sekolah di kota itu.",
    "en": "I began to sell cakes because there was no work, and my son helps me when he is not at school in the city.",
    "pt": "Eu comecei a vender bolos porque não tinha trabalho, e o meu filho me ajuda quando ele está em casa.",
    "es": "Yo empecé a vender pasteles porque no había trabajo, y mi hijo me ayuda cuando está en casa con nosotros.",
    "fr": "Je vends des gâteaux parce que je ne trouvais pas de travail, et mon fils est avec nous quand il peut.",
    "it": "Ho cominciato a vendere dolci perché non c'era lavoro, e mio figlio mi aiuta quando è in casa; poi lei.",
    "de": "Ich habe mit den Kuchen angefangen, weil es keine Arbeit gab, und der Sohn hilft mir, wenn er da ist.",
    "nl": "Ik ben met het bakken begonnen omdat er geen werk was, en de jongen helpt mij als hij er is, dat was zo.",
    "ru": "Я начала печь, потому что не было работы, и сын мне помогал, когда он был дома, а потом все это выросло.",
    "tr": "Ben bu işe başladım çünkü iş yok ve oğlum da bana yardım ediyor ama o çok küçük, sonra bir de annem var.",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told_by_its_short_words(language):
    assert plain_language(TEXTS[language]) == language
    stated = "en" if language != "en" else "id-ID"
    assert other_language(TEXTS[language], stated) == spoken_language(TEXTS[language], stated) == language
    assert (other_language(TEXTS[language], language), spoken_language(TEXTS[language], language)) == ("", language)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ya. Tidak.",
        "Zug Berg Haus Fluss Kind Brot " * 5,
        "なぜそうなったのですか。",
        TEXTS["id"] + " " + TEXTS["en"],
        TEXTS["de"] + " " + TEXTS["en"],
    ],
)
def test_what_is_short_or_in_two_languages_or_unknown_is_not_told(text):
    assert plain_language(text) == ""
    assert spoken_language(text, "id") == "id"


def test_a_stated_language_without_words_of_its_own_is_believed():
    # Words of a regional language and of the national one go together.
    assert other_language(TEXTS["id"], "jv") == ""
    assert spoken_language(TEXTS["en"], "yo") == "yo"
