"""Finding: which numbers of a sentence count people who came to harm, and of what harm they tell."""

import pytest
from tests.extraction.invented import counted, mentions_of

ACTIVE = [
    ("The strike killed 12 soldiers.", {"12": "killed"}),
    ("Rebels have killed at least 12 of the soldiers.", {"12": "killed"}),
    ("The raid wounded two of its officers.", {"two": "wounded"}),
    ("Soldiers shot and killed 12 people.", {"12": "killed"}),
    ("The army lost 500 men.", {"500": "losses"}),
    ("The army has lost 12 tanks and 300 men.", {"300": "losses"}),
    ("Rebels captured 12 soldiers.", {"12": "captured"}),
    ("A missile hit the market, killing 21 people and wounding 34.", {"21": "killed", "34": "wounded"}),
    ("Strike kills 15 in border town", {"15": "killed"}),
    ("Two brothers killed 12 people.", {"12": "killed"}),
    (
        "The strike killed 300, injured 1,200 and left 40 missing.",
        {"300": "killed", "1,200": "wounded", "40": "missing"},
    ),
]
PASSIVE = [
    ("Twelve soldiers were killed.", {"Twelve": "killed"}),
    ("Twelve soldiers, all of them conscripts, were killed.", {"Twelve": "killed"}),
    ("Some 40 people in the village were reported killed.", {"40": "killed"}),
    ("Nine soldiers who had held the bridge were killed.", {"Nine": "killed"}),
    ("60 people are feared dead.", {"60": "killed"}),
    ("60 are believed to have been killed.", {"60": "killed"}),
    ("Sixteen people have died since dawn.", {"Sixteen": "killed"}),
    ("Some 400 soldiers are missing.", {"400": "missing"}),
    ("More than 900 fighters surrendered.", {"900": "captured"}),
    ("The army says 60 fighters were eliminated.", {"60": "losses"}),
    ("One of the soldiers was killed.", {"One": "killed"}),
    ("At least 17 dead and 32 wounded.", {"17": "killed", "32": "wounded"}),
    ("15 killed in strike on border town", {"15": "killed"}),
    ("The shelling left seven dead and wounded 26.", {"seven": "killed", "26": "wounded"}),
    ("THE SHELLING LEFT 12 SOLDIERS DEAD AND 30 WOUNDED.", {"12": "killed", "30": "wounded"}),
    ("personnel - about 42,340 (+140) persons were liquidated", {"42,340": "losses", "140": "losses"}),
]
NOMINAL = [
    ("The war has caused 12,000 deaths.", {"12,000": "killed"}),
    ("The army recorded 340 combat deaths.", {"340": "killed"}),
    ("The army suffered 1,200 casualties.", {"1,200": "casualties"}),
    ("300 civilian deaths and 1,200 injuries were counted.", {"300": "killed", "1,200": "wounded"}),
    ("The bombing claimed 31 lives.", {"31": "killed"}),
    ("The battle cost the lives of 14 soldiers.", {"14": "killed"}),
    ("Rescuers pulled 12 bodies from the rubble.", {"12": "killed"}),
    ("The 300 wounded were brought back.", {"300": "wounded"}),
    ("300 wounded soldiers were brought back.", {"300": "wounded"}),
    ("They counted 1,500 dead and wounded.", {"1,500": "casualties"}),
    ("They counted 1,500 killed or missing.", {"1,500": "losses"}),
]
SUMMED_UP = [
    ("The death toll rose to 45.", {"45": "killed"}),
    ("The death toll rose from 40 to 45.", {"40": "killed", "45": "killed"}),
    ("A death toll of 45 was given.", {"45": "killed"}),
    ("The toll stands at 12,000.", {"12,000": "killed"}),
    ("Freedonian deaths number 3,000.", {"3,000": "killed"}),
    ("The enemy's losses reached 42,000 soldiers.", {"42,000": "losses"}),
    ("The number of soldiers killed in the war has exceeded 40,000.", {"40,000": "killed"}),
    ("The total number of wounded has reached 3,200.", {"3,200": "wounded"}),
    ("Killed: 12", {"12": "killed"}),
    ("Wounded - 340", {"340": "wounded"}),
]
LISTED = [
    ("The raid killed 13 villagers and 25 soldiers.", {"13": "killed", "25": "killed"}),
    ("30 rebels as well as 12 soldiers were killed.", {"30": "killed", "12": "killed"}),
    ("Five were killed, 12 wounded and three are missing.", {"Five": "killed", "12": "wounded", "three": "missing"}),
    ("Five soldiers were killed and 12 wounded.", {"Five": "killed", "12": "wounded"}),
]


@pytest.mark.parametrize(("sentence", "found"), [*ACTIVE, *PASSIVE, *NOMINAL, *SUMMED_UP, *LISTED])
def test_a_number_is_joined_with_its_word_of_harm(sentence: str, found: dict[str, str]) -> None:
    assert counted(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "whole", "part"),
    [
        ("The attack killed 30 people, including 12 children.", "30", "12"),
        ("Thirty people died, 12 of them children.", "Thirty", "12"),
        ("Thirty people died, among them 12 children.", "Thirty", "12"),
        ("Thirty people were killed, of whom 12 were children.", "Thirty", "12"),
        ("30 people, 12 of them children, were killed.", "30", "12"),
        ("Of the 30 dead, 12 were children.", "30", "12"),
        ("Among the 30 dead were 12 children.", "30", "12"),
        ("It has killed up to 30 people, at least 12 of whom were children.", "30", "12"),
    ],
)
def test_a_part_is_marked_as_a_subset_of_the_whole(sentence: str, whole: str, part: str) -> None:
    found = mentions_of(sentence)
    assert [(number, mention.is_subset) for number, mention in found] == [(whole, False), (part, True)]
    assert {mention.measure for _, mention in found} == {"killed"}


@pytest.mark.parametrize(
    "sentence",
    ["Of those killed, 12 were children.", "Among the dead were 12 children.", "Two of the dead were children."],
)
def test_a_part_of_people_without_a_number_is_a_subset_too(sentence: str) -> None:
    assert [mention.is_subset for _, mention in mentions_of(sentence)] == [True]


@pytest.mark.parametrize(
    ("sentence", "found", "is_subset"),
    [
        ("Six of them were children.", "Six", True),
        ("They include 12 children.", "12", True),
        ("Of these, 12 were children.", "12", True),
        ("Among them were 12 children.", "12", True),
        ("The agency put the number at 90.", "90", False),
    ],
)
def test_a_figure_refers_back_to_the_sentence_before(sentence: str, found: str, is_subset: bool) -> None:
    assert mentions_of(sentence) == []
    here = mentions_of(sentence, before="The strike wounded 30 people.")
    assert [(number, mention.measure, mention.is_subset) for number, mention in here] == [(found, "wounded", is_subset)]


def test_a_count_of_things_refers_back_to_nobody() -> None:
    assert counted("The army sent 12 tanks.", before="The strike wounded 30 people.") == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "The army lost 12 tanks.",  # equipment
        "Troops shot down 12 drones.",
        "The militia's 3 missing trucks were found.",
        "The strike destroyed 12 houses.",  # buildings and places
        "Rebels captured 12 villages.",
        "Rebels captured 12 civilians.",  # abducted, not prisoners of war
        "Gunmen took 240 people hostage.",
        "The attack displaced 3,000 people.",
        "Twelve people were arrested in the raid on the dead man's house.",
        "The army has 15,000 soldiers.",  # strength
        "The commander sent 900 recruits to the front.",
        "It was the 5th attack that killed in 3 days.",  # events and time
        "Dead soldiers lay there for 12 days.",
        "The killed soldiers were 21 years old.",  # ages
        "The soldier, aged 21, was killed.",
        "Nadia, 21, was killed.",
        "A girl (9) was killed.",
        "The dead lay 12 kilometres from the town.",  # distances
        "The army spent $300 million on the wounded.",  # money
        "There were 42 funerals for the dead.",
        "12 hospitals treat the wounded.",
        "The bill was killed by 12 senators.",  # who harms
        "Six people were not killed.",
        "The court passed 12 death sentences.",
    ],
)
def test_other_numbers_are_left_alone(sentence: str) -> None:
    assert counted(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Gunmen killed 12 people, taking 240 others hostage.", {"12": "killed"}),
        ("12 soldiers killed 30 rebels.", {"30": "killed"}),
        ("Dozens of people have been killed in 3 attacks.", {"Dozens": "killed"}),
        ("A boy, 14, was among 12 people killed.", {"12": "killed"}),
        ("The strike on 2 houses killed 12 people within 24 hours.", {"12": "killed"}),
    ],
)
def test_only_the_harmed_are_counted_in_a_mixed_sentence(sentence: str, found: dict[str, str]) -> None:
    assert counted(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("The army lost 500 lives.", "killed"),
        ("When it comes to deaths, the army has lost 500 men.", "killed"),
        ("The army lost 500 men.", "losses"),
        ("The shelling killed or wounded 500 men.", "casualties"),
        ("The army has 500 casualties.", "casualties"),
        ("The army neutralised 500 fighters.", "losses"),
    ],
)
def test_casualties_and_losses_are_read_as_deaths_only_where_the_wording_says_so(sentence: str, measure: str) -> None:
    assert counted(sentence) == {"500": measure}


@pytest.mark.parametrize(
    "sentence",
    [
        "Doctors saved the lives of 40 soldiers.",
        "The lives of 900 patients are at risk.",
        "The shelling put 300 lives in danger.",
        "The siege has changed 2,000 lives.",
    ],
)
def test_lives_that_go_on_are_no_loss(sentence: str) -> None:
    assert mentions_of(sentence) == []
