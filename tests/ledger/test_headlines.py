import pytest

from sayso.ledger.headlines import read_headline


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("2 dead, 5 injured in shooting outside club", {"killed": 2, "injured": 5}),
        ("Police kill gunman after rampage injures three", {"injured": 3}),
        ("Four critically wounded, one person killed in blast", {"killed": 1, "injured": 4}),
        ("Bomb kills 12, wounds 30 in market", {"killed": 12, "injured": 30}),
        ("Toddler shot near park, police say", {"injured": 1}),
        ("Four shot in park", {"shot": 4}),
        ("6 shot, 1 fatally, at party", {"killed": 1, "shot": 6}),
        ("1 dead, 3 shot in park", {"killed": 1}),
        ("Student shot, killed in gun accident", {"killed": 1}),
        ("Female found dead in park", {"killed": 1}),
    ],
)
def test_a_headline_counts_the_dead_and_the_wounded(title, found):
    assert read_headline(title) == found


@pytest.mark.parametrize(
    "title",
    [
        "3 killed, 16 wounded in weekend shootings",
        "At least 20 dead in blast",
        "Shooting kills 2-year-old, mother",
        "One of 2 wounded has gone home",
        "1,200 dead in earthquake",
        "Teen shot in the head has died",
        "Man, baby found dead in home",
        "Man, 31 shot and killed by police",
        "Council meets on violence",
    ],
)
def test_a_headline_of_several_happenings_bounds_ages_or_a_death_untold_counts_nothing(title):
    assert read_headline(title) == {}
