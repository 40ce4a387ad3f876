"""A story in two outlets, at the desk: shown in both texts, and every place on the claim's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Claim, Newsroom, User
from tests.extraction.test_appearances import OWN, run, story
from tests.extraction.test_languages import TEXTS, take

pytestmark = [pytest.mark.services, pytest.mark.django_db]


def test_a_copy_marks_the_shared_claims_in_its_own_text(newsroom: Newsroom, vito: User, sign_in: Any) -> None:
    browser = sign_in(vito)
    articles = [run(newsroom, story(), outlet="Harbour Post"), run(newsroom, OWN + "\n\n" + story(), outlet="Nord")]
    claim = Claim.objects.get(statement__startswith="We looked at every lamp")
    for article in articles:
        page = browser.get(reverse("article", args=[article.pk])).text
        assert f'id="claim-{claim.pk}"' in page
        assert page.count('class="said direct') == 3  # two quotations, and the legend
    places = browser.get(reverse("claim", args=[claim.pk])).text
    assert "Stands in 2 articles" in places
    for article in articles:
        assert f"{reverse('article', args=[article.pk])}#claim-{claim.pk}" in places


def test_an_article_that_is_not_english_says_what_that_means(newsroom: Newsroom, vito: User, sign_in: Any) -> None:
    page = sign_in(vito).get(reverse("article", args=[take(newsroom, TEXTS["he"]).pk])).text
    assert "Hebrew: matched by words, figures and names only." in page
