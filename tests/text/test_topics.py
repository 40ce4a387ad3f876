"""Topics: named by words of their statements, the same for the same input, and held together by meaning."""

from __future__ import annotations

from claims.text.topics import MOST, topics

FERRY, ROOF, ODD = [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]
SAID = [
    ("The ferry will run all winter", FERRY),
    ("The roof of the school leaks", ROOF),
    ("Nobody has spoken of the ferry", FERRY),
    ("The school needs another roof", ROOF),
    ("Ferries are dear", FERRY),
    ("The crossing takes nine minutes", [0.9, 0.1, 0.0, 0.4]),
    ("Good evening", ODD),
]


def found(*said: tuple[str, list[float] | None], **more: object) -> list[tuple[str, tuple[int, ...]]]:
    statements, vectors = [text for text, _ in said], [vector for _, vector in said]
    return [(topic.label, topic.members) for topic in topics(statements, vectors, **more)]  # type: ignore[arg-type]


def test_words_name_them_and_meaning_adds_who_lacks_the_word() -> None:
    assert found(*SAID) == [("ferry", (0, 2, 4, 5)), ("roof, school", (1, 3)), ("", (6,))]


def test_every_statement_is_in_one_topic_and_again_in_the_same() -> None:
    members = sorted(n for _label, group in found(*SAID) for n in group)
    assert members == list(range(len(SAID)))
    assert found(*SAID) == found(*SAID)


def test_a_word_that_binds_nothing_in_meaning_is_no_topic() -> None:
    apart = [("The harbour opens", FERRY), ("The harbour sleeps", ROOF), ("The harbour rang", ODD)]
    assert found(*apart) == [("", (0, 1, 2))]


def test_without_vectors_words_alone_decide() -> None:
    assert found(*[(text, None) for text, _ in SAID])[0] == ("ferry", (0, 2, 4))


def test_the_speakers_own_name_is_no_topic() -> None:
    said = [("Brandt has a plan", FERRY), ("Brandt fed the gulls", FERRY), ("Rain", ROOF)]
    assert found(*said, without=["Aldo", "Brandt"]) == [("", (0, 1, 2))]
    assert found(*said)[0][0].lower() == "brandt"


def test_many_topics_are_cut_and_none_is_none() -> None:
    places = ["pier", "quay", "dock", "mole", "wharf", "slip", "jetty", "canal", "sluice"]
    said: list[tuple[str, list[float] | None]] = [
        (f"The {place} {what}", [1.0 if n == at else 0.0 for n in range(len(places))])
        for at, place in enumerate(places)
        for what in ("shines", "creaks")
    ]
    assert len(found(*said)) == MOST + 1
    assert found() == []
