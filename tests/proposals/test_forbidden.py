from __future__ import annotations

import pytest

from skolemiljo_analytics.proposals.catalogue import load_catalogue
from skolemiljo_analytics.proposals.forbidden import FORBIDDEN, find_forbidden

NEVER = {
    "collective_sanction": [
        "Hele klassen mister friminuttet når noen bråker.",
        "Kollektiv straff når regelen brytes.",
        "Gi felles konsekvenser for gruppa.",
        "Heile klassa sit att til det blir ro.",
        "The whole class loses recess.",
        "Punish the class when nobody owns up.",
    ],
    "division": [
        "Del klassen etter kjønn i gym.",
        "Sett elevene i grupper etter etnisk bakgrunn.",
        "Lag jentegrupper og guttegrupper i storefri.",
        "Egne grupper for jenter en gang i uka.",
        "Divide the class by gender for six weeks.",
        "Fordel elevane på bord ut frå morsmål.",
        "Separate groups for boys in maths.",
    ],
    "expulsion": [
        "Bortvis eleven resten av dagen.",
        "Vurder bortvisning.",
        "Utvis den som starter.",
        "Expel the pupil for a day.",
        "Suspend the pupil.",
    ],
    "school_change": [
        "Foreslå skolebytte for eleven.",
        "Skulebyte kan vere løysinga.",
        "La eleven bytte skole etter jul.",
        "Flytt eleven til en annen skole.",
        "Move the pupil to another school.",
    ],
    "physical_intervention": [
        "Bruk fysisk inngripen når det koker.",
        "Hold eleven fast til det er rolig.",
        "Physical restraint by two adults.",
    ],
    "confrontation": [
        "Konfronter den det gjelder foran de andre.",
        "La dem møtes ansikt til ansikt.",
        "Arrange for the victim to meet the others.",
        "La mobberen møte den andre og si unnskyld.",
    ],
    "telling_choices": [
        "Fortell klassen hvem som valgte hvem.",
        "Vis elevene klassekartet på tavla.",
        "Sei til foreldra kven som valde barnet.",
        "Show the pupils who chose them.",
        "Tell parents who named their child.",
    ],
    "rank_list": [
        "Lag en rangliste over de mest hjelpsomme.",
        "Ranger elevene etter hvor ofte de ble valgt.",
        "Make a leaderboard of kindness.",
        "Kår månedens elev.",
        "Ros eleven foran hele klassen.",
    ],
    "picking": [
        "La elevene velge lag selv.",
        "Elevene velger grupper etter ønske.",
        "Elevane vel partnar kvar veke.",
        "Let two pupils pick teams.",
        "Team captains choose their teams.",
    ],
}

ALLOWED = [
    "Læreren setter gruppene på tvers av dem som ellers er sammen.",
    "Hele klassen får en ekstra tur når prosjektet er ferdig.",
    "Elevene velger mellom tre aktiviteter i storefri.",
    "Finn aktiviteter som både jenter og gutter liker.",
    "Ingen mister noe fordi andre bråker.",
    "Spør hva klassen vil gjøre, og hold det dere lover.",
    "Vis fram det klassen har laget, for foreldrene.",
    "Hold fast ved avtalen i fire uker.",
    "A teacher makes up the teams.",
    "Choose two goals for four weeks, and put them up.",
]


def test_every_rule_has_sentences_that_break_it() -> None:
    assert sorted(NEVER) == sorted(rule.code for rule in FORBIDDEN)


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in NEVER.items() for text in texts]
)
def test_what_is_never_proposed_is_seen(code: str, text: str) -> None:
    rule = find_forbidden(text)
    assert rule is not None, text
    assert rule.code == code
    assert rule.reason


@pytest.mark.parametrize("text", ALLOWED)
def test_ordinary_sentences_pass(text: str) -> None:
    assert find_forbidden(text) is None


def test_nothing_in_the_catalogue_is_on_the_list() -> None:
    for action in load_catalogue().actions:
        for field in ("title", "description"):
            for language in ("nb", "nn", "en"):
                assert find_forbidden(action.text(field, language)) is None, (action.id, language)
