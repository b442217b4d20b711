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
    ("The strike killed three Lebanese and 24 Revolutionary Guards.", {"three": "killed", "24": "killed"}),
    ("They were sitting there when rebels killed and crucified five men.", {"five": "killed"}),
    (
        "The rebels killed 25 soldiers, wounded 30, and captured 24.",
        {"25": "killed", "30": "wounded", "24": "captured"},
    ),
    ("Troops took 12 rebels prisoner.", {"12": "captured"}),
    (
        "The army has killed hundreds of rebels and taken dozens as prisoners.",
        {"hundreds": "killed", "dozens": "captured"},
    ),
    ("Gunmen killed three hostages.", {"three": "killed"}),
    ("Rebel fire kills 14 Agency photographers were there.", {"14": "killed"}),  # headlines run on
    ("The militia held the town at the cost of 45 fighters.", {"45": "losses"}),
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
    ("Three killed over 70 injured in shelling.", {"Three": "killed", "70": "wounded"}),
    ("Eight civilians killed others injured in rocket fire.", {"Eight": "killed"}),
    ("Dozens more injured at the hospital.", {"Dozens": "wounded"}),
    ("Dozens of Sylvanians killed in rebel ambush.", {"Dozens": "killed"}),
    ("Four people aged 23 to 28 were killed.", {"Four": "killed"}),
    ("Two boys aged three and 13, and a girl, were killed.", {"Two": "killed"}),
    ("Four contractors belonging to the company were killed.", {"Four": "killed"}),
    ("At least 120 leaders, commanders, propagandists and recruiters were killed.", {"120": "killed"}),
    ("My six children, including a baby, and my wife were killed.", {"six": "killed"}),
    ("The two pilots, Anton and Bela were killed.", {"two": "killed"}),
    ("Thirteen workers had been rounded up and shot dead.", {"Thirteen": "killed"}),
    ("Hundreds of villagers were beaten, robbed, and murdered.", {"Hundreds": "killed"}),
    ("Two militants approached the house to attack the guards and were killed.", {"Two": "killed"}),
    ("Most of the victims - 14 - died in the town.", {"14": "killed"}),
    ("Two soldiers have been brought in dead.", {"Two": "killed"}),
    ("Four other children have minor injuries.", {"Four": "wounded"}),
    ("More than 35 people suffered from suffocation.", {"35": "wounded"}),
    ("Hamas has said 50 captives have been killed.", {"50": "killed"}),
    ("Two more of its fighters had been killed.", {"Two": "killed"}),
    ("Three Sylvanians killed that same year were named.", {"Three": "killed"}),
    ("Related article Dozens killed in rebel raid.", {"Dozens": "killed"}),
    ("They met in the demilitarised zone At least 75 people were injured.", {"75": "wounded"}),
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
    ("The deaths last Friday of seven villagers were mourned.", {"seven": "killed"}),
    ("The murder by gunmen of 1,400 villagers goes on.", {"1,400": "killed"}),
    ("The army acknowledged the three men's deaths.", {"three": "killed"}),
    ("The fate of 200 others is unknown.", {"200": "missing"}),
    ("The raid has resulted in hundreds of casualties and hostage situations.", {"hundreds": "casualties"}),
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
    ("The death toll is rapidly approaching 10,000.", {"10,000": "killed"}),
    ("The death toll of villagers killed in the war is 110.", {"110": "killed"}),
    ("An earlier toll on Sunday evening of 15 was given.", {"15": "killed"}),
    ("They spoke of a casualty rate of around 1,000.", {"1,000": "casualties"}),
    ("The strike brought to 49 the number of villagers killed.", {"49": "killed"}),
    ("Her sisters were also killed, bringing the total to 68 members of the family.", {"68": "killed"}),
    (
        "The number of wounded increased from 170 before the raid to more than 600.",
        {"170": "wounded", "600": "wounded"},
    ),
    ("Killed: 12", {"12": "killed"}),
    ("Wounded - 340", {"340": "wounded"}),
]
LISTED = [
    ("The raid killed 13 villagers and 25 soldiers.", {"13": "killed", "25": "killed"}),
    ("30 rebels as well as 12 soldiers were killed.", {"30": "killed", "12": "killed"}),
    ("Five were killed, 12 wounded and three are missing.", {"Five": "killed", "12": "wounded", "three": "missing"}),
    ("Five soldiers were killed and 12 wounded.", {"Five": "killed", "12": "wounded"}),
    ("At least 20 Sylvanian and four Freedonian soldiers killed.", {"20": "killed", "four": "killed"}),
    ("30 regime and 39 rebel fighters have been killed.", {"30": "killed", "39": "killed"}),
    ("46 rebels and defectors and 196 soldiers were killed.", {"46": "killed", "196": "killed"}),
    (
        "Nine villagers, including three children, and one Ukrainian were killed.",
        {"Nine": "killed", "three": "killed", "one": "killed"},
    ),
    ("50 children, 94 women and a number of medics were among the dead.", {"50": "killed", "94": "killed"}),
    (
        "Hundreds of inmates, including children, as well as scores of fighters, died.",
        {"Hundreds": "killed", "scores": "killed"},
    ),
    ("The commander was killed, as were six other fighters.", {"six": "killed"}),
    ("A raid killed a reporter working for the paper, as well as 10 relatives.", {"10": "killed"}),
    ("He was killed in the raid along with his wife and two daughters.", {"two": "killed"}),
    (
        "The shell killed my father, my two brothers, my three sisters and my cousin.",
        {"two": "killed", "three": "killed"},
    ),
    (
        "It claimed the lives of his father, two sisters, eight nephews and one uncle.",
        {"two": "killed", "eight": "killed", "one": "killed"},
    ),
    (
        "The raid killed 589 villagers – at least 570 by soldiers and 11 by settlers.",
        {"589": "killed", "570": "killed", "11": "killed"},
    ),
    (
        "39 people were killed in the raids; 12 on Tuesday and 27 on Wednesday.",
        {"39": "killed", "12": "killed", "27": "killed"},
    ),
    ("30 rebels were killed around the town and another five outside the village.", {"30": "killed", "five": "killed"}),
    ("23 soldiers have been killed since January, compared to 50 in all of 2020.", {"23": "killed", "50": "killed"}),
    ("Six soldiers were wounded in the attack, one critically.", {"Six": "wounded", "one": "wounded"}),
    ("The bodies of 111 civilians and 35 soldiers were found.", {"111": "killed", "35": "killed"}),
    ("The dead were three soldiers and four medics.", {"three": "killed", "four": "killed"}),
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
        ("30 people were killed – 12 from the border town.", "30", "12"),
        ("The raids killed 30 rebels, including 12 who had fled.", "30", "12"),
    ],
)
def test_a_part_is_marked_as_a_subset_of_the_whole(sentence: str, whole: str, part: str) -> None:
    found = mentions_of(sentence)
    assert [(number, mention.is_subset) for number, mention in found] == [(whole, False), (part, True)]
    assert {mention.measure for _, mention in found} == {"killed"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Of those killed, 12 were children.",
        "Among the dead were 12 children.",
        "Among the dead in the town as of Thursday are 12 children.",
        "Among those killed, 12 were of Freedonian nationality.",
        "Two of the dead were children.",
        "12 children are among those who have lost their lives.",
        "The victims include 12 children.",
        "Ten of the 12 villagers were killed.",
        "Thirteen out of 15 members of his unit had died.",
    ],
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


def test_a_part_may_stand_before_the_whole_that_came_to_harm() -> None:
    found = mentions_of("10 of the 12 victims were between the ages of 10 and 16.")
    assert [(number, mention.is_subset) for number, mention in found] == [("10", True), ("12", False)]


def test_parts_that_are_told_one_after_the_other_are_all_read() -> None:
    assert counted("Of those killed, five were soldiers and two were medics.") == {"five": "killed", "two": "killed"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("They include three Freedonians, one Sudanese and one Lebanese.", ["three", "one", "one"]),
        ("Of that number, 136 were children.", ["136"]),
        ("At least 113 of those were reporters.", ["113"]),
        ("Six of them were fighters and another two were other gunmen.", ["Six", "two"]),
        ("Four of the villagers were women, and one was a child.", ["Four", "one"]),
        ("The figure was later revised downwards to 471.", ["471"]),
    ],
)
def test_what_refers_back_may_be_worded_in_many_ways(sentence: str, found: list[str]) -> None:
    here = mentions_of(sentence, before="The strike wounded 30 villagers.")
    assert [(number, mention.measure) for number, mention in here] == [(number, "wounded") for number in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Red Cross resupplied two of them.",
        "One of them looked at the sky.",
        "The number of refugees has risen to 60,000.",
    ],
)
def test_not_every_them_and_number_refers_back(sentence: str) -> None:
    assert counted(sentence, before="The strike wounded 30 villagers.") == {}


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
        "12 people were in danger of being killed.",
        "Thousands have lost loved ones in the war.",
        "The man ran with five others into the wood, where he was captured.",
        "Some 400 friends of missing people came.",
        "The army destroyed 12 terrorist infrastructure sites.",
        "The 4 destroyed tunnels were found.",
        "The number of captured farms has risen to 26.",
        "The number of churches destroyed has risen to 60.",
        "Only eight escaped serious injury.",
        "The fire led to the loss of 20 paintings.",
        "The fate of 200 families worries the wounded man.",
        "The family of a loved one who was killed came.",
        "The rebels lost the town and two others.",
        "A few hundred people should be killed, he said.",
        "Gunmen killed people and took 97 hostages who are unaccounted for.",
        "They crossed the line between November 12 and 17 and killed nobody.",
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
        ("The raid killed 300 people, with 2 million residents having nowhere to go.", {"300": "killed"}),
        ("The war killed 300 people; 4 million villagers fled.", {"300": "killed"}),
        (
            "The war killed 300 people and made 4 million residents flee, a million of them to the north.",
            {"300": "killed"},
        ),
        ("12 rebels were killed, 30 suspects were arrested.", {"12": "killed"}),
        ("At least four reporters were killed and one captured reporter was released.", {"four": "killed"}),
        ("Two of the rebels, aged 12 and 16, were among 30 people killed.", {"Two": "killed", "30": "killed"}),
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
        "It is the story of three lives in a time of war.",
        "They administer the daily lives of 2 million people.",
    ],
)
def test_lives_that_go_on_are_no_loss(sentence: str) -> None:
    assert mentions_of(sentence) == []
