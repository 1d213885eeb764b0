"""Texts in old code pages are read to the letter, or told as unsure: texts in the languages of each page."""

from __future__ import annotations

import unicodedata

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core.encoding import decode
from benang.core.problems import StudyError

TEXTS = {
    "cp1252": {
        "de": "Ich weiß nicht, für wen das schön wäre. Wir müssen früh öffnen, und die Kunden fühlen sich größer.",
        "fr": "Je ne sais pas où c’était, mais à l’époque nous avions déjà été très fatigués par le marché.",
        "es": "El niño dijo que mañana vendría más gente. ¿Cómo está la señora? Pues así, con mucha ilusión.",
        "pt": "Não sei se é assim, mas a minha avó fazia as roupas de nós. As informações são boas, então.",
        "it": "Non so perché, ma è così: la città è più cara, e però si può lavorare. Già, sarà vero.",
        "nl": "Ik weet het niet, maar de coöperatie is van ons en dat is één reden. De ideeën zijn goed.",
        "sv": "Jag är från Göteborg och det är så att vi måste gå på möten för att få hjälp. Ändå går det.",
        "da": "Jeg er fra Sønderborg, og det er på øen vi lærer af hinanden. Måske ikke så meget æbler.",
        "fi": "Minä en tiedä, mutta hän oli täällä ja se on hyvä. Äiti sanoi että tämä työ ei lopu.",
        "is": "Ég veit það ekki, en það er gott að vera hér og þú átt að sjá ömmu. Þetta var á Íslandi.",
        "id": "Saya tidak tahu, tapi “pelanggan” itu datang dari kafé – ya, sudah lama juga – dan kami jujur.",
        "en": "It was a café, and we’d been “naïve” about it – the façade was all that they had…",
    },
    "cp1250": {
        "pl": "Nie wiem, czy to jest dobre, ale się staram. Zawsze chciałam być nauczycielką, więc uczę się dłużej.",
        "cs": "Já nevím, jestli je to dobře, ale snažím se. Vždycky jsem chtěla být učitelkou, tak se učím déle.",
        "sk": "Ja neviem, či je to dobré, ale snažím sa. Vždy som chcela byť učiteľkou, tak sa učím dlhšie.",
        "hu": "Nem tudom, hogy ez jó-e, de igyekszem. Mindig tanítónő akartam lenni, ezért több időt kell fűtenem.",
        "ro": "Nu ştiu dacă este bine, dar încerc. Întotdeauna am vrut să fiu învăţătoare şi învăţ mai mult.",
        "hr": "Ne znam je li to dobro, ali se trudim. Uvijek sam htjela biti učiteljica, pa učim više, možda i đaci.",
        "sl": "Ne vem, če je to dobro, ampak se trudim. Vedno sem želela biti učiteljica, zato se učim več.",
    },
    "cp1254": {
        "tr": "Bilmiyorum ama çok çalışıyorum. Öğretmen olmak istiyordum, bu yüzden daha çok öğreniyorum. İyi değil.",
    },
    "cp1257": {
        "lt": "Nežinau, ar tai yra gerai, bet aš stengiuosi. Visada norėjau būti mokytoja, todėl mokausi, žinoma.",
        "lv": "Es nezinu, vai tas ir labi, bet es cenšos. Vienmēr esmu gribējusi būt skolotāja, tāpēc mācos ilgāk.",
        "et": "Ma ei tea, kas see on hea, aga ma püüan. Õpetaja tahtsin ma olla alati, nii et õpin kauem.",
    },
    "cp1251": {
        "ru": "Я не знаю, хорошо ли это, но я стараюсь. Всегда хотела быть учительницей, и вот учусь дольше.",
        "uk": "Я не знаю, чи це добре, але стараюся. Завжди хотіла бути вчителькою, тому вчуся довше, і її теж.",
        "bg": "Не знам дали е добре, но се старая. Винаги съм искала да бъда учителка и затова уча повече.",
        "sr": "Не знам да ли је то добро, али се трудим. Увек сам желела да будем учитељица, па учим још више.",
    },
    "koi8-r": {"ru": "Я не знаю, хорошо ли это, но я стараюсь. Всегда хотела быть учительницей, и вот учусь дольше."},
    "cp866": {"ru": "Я не знаю, хорошо ли это, но я стараюсь. Всегда хотела быть учительницей, и вот учусь дольше."},
    "cp1253": {"el": "Δεν ξέρω αν είναι καλό, αλλά προσπαθώ. Πάντα ήθελα να γίνω δασκάλα, και γι’ αυτό μαθαίνω."},
    "iso-8859-7": {"el": "Δεν ξέρω αν είναι καλό, αλλά προσπαθώ. Άκου: ήθελα να γίνω δασκάλα, και μαθαίνω."},
    "cp1255": {"he": "אני לא יודעת אם זה טוב, אבל אני משתדלת. תמיד רציתי להיות מורה, גם היא של בית הספר."},
    "cp1256": {
        "ar": "لا أعرف إن كان هذا جيدا، لكنني أحاول. كنت أريد دائما أن أكون معلمة، من أجل ذلك أتعلم في البيت.",
        "fa": "من نمي‌دانم که اين خوب است يا نه، ولي تلاش مي‌کنم. از کودکي مي‌خواستم معلم باشم، و در خانه پدرم.",
    },
    "iso-8859-2": {
        "pl": "Nie wiem, czy to jest dobre, ale się staram. Zawsze chciałam być nauczycielką, więc uczę się dłużej.",
    },
}
CASES = [(page, language) for page, texts in TEXTS.items() for language in texts]


def kinds(decoded):
    return {problem.kind for problem in decoded.problems}


@pytest.mark.parametrize(("page", "language"), CASES)
def test_a_text_is_read_to_the_letter_and_its_page_told(page, language):
    text = TEXTS[page][language]
    found = decode(text.encode(page), None, "a.txt")
    assert found.text == text
    assert kinds(found) == {"encoding-guessed"}


@pytest.mark.parametrize(("page", "language"), CASES)
def test_a_table_around_it_changes_nothing(page, language):
    text = TEXTS[page][language]
    table = f"source;quotation;code\nP1;{text};{text.split()[2]}\nP2;{text.split()[1]};A\n"
    found = decode(table.encode(page), None, "a.csv")
    assert found.text == table or kinds(found) == {"encoding-unsure"}


@examples(300)
@given(st.data())
def test_any_part_of_a_text_is_read_to_the_letter_or_told_as_unsure(data):
    page, language = data.draw(st.sampled_from(CASES))
    words = TEXTS[page][language].split()
    part = " ".join(data.draw(st.lists(st.sampled_from(words), min_size=4, max_size=40)))
    given_bytes = part.encode(page)
    try:
        found = decode(given_bytes, None, "a.txt")
    except StudyError as error:
        assert {problem.kind for problem in error.problems} == {"encoding-undecided"}
        return
    assert found.text == part or kinds(found) == {"encoding-unsure"}, (page, language, part, found.encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["ru", "sr"])
def test_utf16_without_its_mark_in_another_script(encoding, language):
    text = TEXTS["cp1251"][language]
    assert decode(text.encode(encoding), None, "a.txt").text == text


@pytest.mark.parametrize("codec", ["shift_jis", "gbk", "big5", "euc_kr", "cp949"])
def test_what_has_several_bytes_a_character_is_never_read_as_letters_of_one(codec):
    text = "日本人学生中国学习語言" if codec != "euc_kr" and codec != "cp949" else "나는 학생 입니다 그래서 공부 합니다"
    data = (unicodedata.normalize("NFC", text) * 5).encode(codec, "ignore")
    with pytest.raises(StudyError):
        decode(data, None, "a.txt")
