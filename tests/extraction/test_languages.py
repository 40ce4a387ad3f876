"""Articles that are not English: told apart, kept, searched, compared by words and figures, never set at odds."""

from __future__ import annotations

import pytest

from claims import engines
from claims.extraction.extract import extract
from claims.ingest.document import ClaimEntry, Document
from claims.ingest.enter import enter
from claims.ingest.submit import submit
from claims.matching.match import match_article, match_claims
from claims.models import Article, Claim, Flag, Match, Newsroom

TEXTS = {
    "uk": (
        "Маяк на мисі світитиме ще рік, вирішила портова рада Вільного.\n\n"
        "«Ми оглянули кожну лампу на цьому березі, і ця ще працює», — сказала голова ради Оксана Гриценко.\n\n"
        "Ремонт коштуватиме 340 000 крон і триватиме одинадцять тижнів, повідомила рада."
    ),
    "ru": (
        "Маяк на мысе будет светить ещё год, решил совет порта Вольный.\n\n"
        "«Мы осмотрели каждую лампу на этом берегу, и эта ещё работает», — сказала глава совета Ольга Зимина.\n\n"
        "Ремонт обойдётся в 340 000 крон и продлится одиннадцать недель, сообщил совет."
    ),
    "ar": (
        "سيبقى المنارة مضاءة عاما آخر كما قرر مجلس الميناء يوم الاثنين.\n\n"
        "«لقد فحصنا كل مصباح على هذا الساحل وما زال هذا يعمل»، قالت رئيسة المجلس.\n\n"
        "ستكلف الإصلاحات 340000 كرونة وتستغرق أحد عشر أسبوعا."
    ),
    "he": (
        "המגדלור בכף ימשיך להאיר עוד שנה, כך החליטה מועצת הנמל ביום שני.\n\n"
        "“בדקנו כל מנורה בחוף הזה וזו עדיין עובדת היטב”, אמרה יושבת ראש המועצה.\n\n"
        "התיקונים יעלו 340,000 כתרים ויימשכו אחד עשר שבועות."
    ),
    "zh": (
        "港口委员会周一决定，海角上的灯塔将再亮一年。\n\n"
        "“我们检查了这条海岸上的每一盏灯，这一盏仍然有用。”委员会主席说。维修将花费34万克朗，历时十一周。\n\n"
        "渔民们收集了两千一百个签名反对关闭灯塔。"
    ),
    "de": (
        "Der Leuchtturm am Kap bleibt noch ein Jahr in Betrieb, beschloss der Hafenrat am Montag.\n\n"
        "„Wir haben jede Lampe an dieser Küste geprüft, und diese lohnt sich noch“, sagte die Leiterin Inge Sommer.\n\n"
        "Die Reparatur kostet 340.000 Kronen und dauert elf Wochen."
    ),
}
NAMES = {
    "uk": "Ukrainian", "ru": "Russian", "ar": "Arabic", "he": "Hebrew", "zh": "Chinese", "de": "German",
}  # fmt: skip
QUOTED = {
    "uk": "Ми оглянули кожну лампу", "ru": "Мы осмотрели каждую лампу", "ar": "لقد فحصنا كل مصباح",
    "he": "בדקנו כל מנורה", "zh": "我们检查了这条海岸上的每一盏灯", "de": "Wir haben jede Lampe",
}  # fmt: skip
SOUGHT = {"uk": "лампу березі", "ru": "лампу берегу", "ar": "مصباح الساحل", "he": "מנורה בחוף", "zh": "每一盏灯", "de": "Lampe Küste"}  # noqa: E501  # fmt: skip


def take(room: Newsroom, text: str, *, language: str = "", outlet: str = "Coast") -> Article:
    article = submit(newsroom=room, document=Document(text=text, language=language, source_name=outlet)).article
    assert extract(article.pk) is not None
    match_article(article.pk)
    return Article.objects.select_related("current").get(pk=article.pk)


@pytest.mark.parametrize("code", TEXTS)
def test_each_language_is_told(code: str) -> None:
    told = engines.languages().identify(TEXTS[code])
    assert (told.code, told.is_sure) == (code, True)
    assert engines.languages().identify(TEXTS[code]) == told


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ferry", "en"), ("We never discussed closing the ferry.", "en"), ("12 345", "en"), ("порт", "und")],
)
def test_what_is_too_short_to_tell(text: str, code: str) -> None:
    assert engines.languages().identify(text).code == code


@pytest.mark.services
@pytest.mark.django_db
class TestStored:
    @pytest.mark.parametrize("code", TEXTS)
    def test_its_quotations_and_sentences_are_kept_and_found_by_their_words(
        self, newsroom: Newsroom, code: str
    ) -> None:
        article = take(newsroom, TEXTS[code])
        claims = list(Claim.objects.filter(article=article))
        assert (article.language, article.state) == (code, "ready")
        assert NAMES[code] in article.language_note
        direct = [claim for claim in claims if claim.kind == "direct"]
        assert [claim.text.startswith(QUOTED[code]) for claim in direct] == [True]
        assert any("34" in claim.statement for claim in claims if claim.kind == "statement")
        for claim in claims:
            assert article.text[claim.start : claim.end] == claim.text
            assert (claim.language, claim.speaker, claim.embedding) == (code, None, None)
        assert set(Claim.objects.words(SOUGHT[code])) == set(direct)
        assert not Claim.objects.words("lighthouse")

    def test_what_the_submitter_says_stays_and_is_held_against_the_text(self, newsroom: Newsroom) -> None:
        article = take(newsroom, TEXTS["uk"], language="ru")
        assert article.language == "ru"
        assert article.language_note == (
            "Russian: matched by words, figures and names only. Stored as Russian, but it reads as Ukrainian."
        )
        assert take(newsroom, TEXTS["de"], language="de-AT").language_note.endswith("names only.")
        english = take(newsroom, "“We will paint the tower white,” said Ingrid Solberg of the harbour board on Monday.")
        assert (english.language, english.language_note) == ("en", "")

    @pytest.mark.parametrize(
        ("one", "other", "flag"),
        [
            ("Порт закриють до кінця цього літа", "Порт закриють до кінця цього літа!", "duplicate"),
            ("Рада закриє порт Вільного до літа", "Раду закриє порту Вільного до літа", "duplicate"),
            ("Порт закриють до кінця цього літа", "Порт не закриють до кінця цього літа", ""),
            ("Безробіття зросло на 12 відсотків за рік", "Безробіття зросло на 21 відсоток за рік", ""),
            ("Безробіття зросло на 12 відсотків", "Безробіття впало на 12 відсотків", ""),
            ("Це цілком можливо для нашого порту", "Це цілком неможливо для нашого порту", ""),
            ("לא נסגור את הנמל השנה", "לא נסגור את הנמל השנה.", "duplicate"),
            ("לא נסגור את הנמל השנה", "נסגור את הנמל השנה", ""),
            ("我们不会关闭港口", "我们不会关闭港口。", "duplicate"),
            ("我们不会关闭港口", "我们会关闭港口", ""),
            ("لن نغلق الميناء هذا العام", "لن نغلق الميناء هذا العام", "duplicate"),
            ("لن نغلق الميناء هذا العام", "سوف نغلق الميناء هذا العام", ""),
        ],
    )
    def test_words_alone_make_a_duplicate_and_nothing_makes_a_contradiction(
        self, newsroom: Newsroom, one: str, other: str, flag: str
    ) -> None:
        entries = [
            ClaimEntry(text=text, speaker_name="Оксана Гриценко", external_id=str(n))
            for n, text in enumerate((one, other))
        ]
        claims = [enter(newsroom=newsroom, entry=entry)[0] for entry in entries]
        assert all(not claim.language.startswith("en") for claim in claims)
        match_claims([claim.pk for claim in claims])
        flags = Flag.objects.for_newsroom(newsroom)
        assert [found.kind for found in flags] == ([flag] if flag else [])
        assert all("words" in found.reason for found in flags)

    def test_a_near_pair_is_kept_to_be_looked_at(self, newsroom: Newsroom) -> None:
        texts = ("Порт закриють до кінця цього літа", "Порт не закриють до кінця цього літа")
        claims = [enter(newsroom=newsroom, entry=ClaimEntry(text=text))[0] for text in texts]
        match_claims([claim.pk for claim in claims])
        assert Match.objects.get().scores["plain"] is True

    def test_copies_are_known_in_every_script(self, newsroom: Newsroom) -> None:
        for code in ("uk", "zh", "ar"):
            lines = "\n\n".join(TEXTS[code].split("\n\n"))
            take(newsroom, lines + f"\n\n{QUOTED[code]} 1 2 3 4 5", outlet="One")
            take(newsroom, lines, outlet="Two")
            quoted = Claim.objects.filter(text__startswith=QUOTED[code], kind="direct")
            assert quoted.count() == 1
            assert quoted.get().appearances.count() == 1
