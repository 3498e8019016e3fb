"""What people read as it stood at the end of a day: what auditors and scrutiny ask for."""

import pytest

from tallystick import periods
from tallystick_web.accounts.models import User
from tallystick_web.measures import actions as measures
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from web.record.as_at.story import Go, Read


def test_a_priority_shows_what_was_said_and_known_at_the_end_of_the_day(read: Read) -> None:
    text = read("priorities/ENV-1/?as_at=2009-11-12")
    assert "As it stood on 12 November 2009" in text
    assert 'href="/leeds/priorities/ENV-1/"' in text
    assert "Litter is a worry." in text and "Litter is beaten." not in text
    assert "Judged by Alice on 10 November 2009" in text and "No director has agreed it here yet" in text
    assert "11.75%" in text and "8.25%" not in text
    targets = text.split('evidence__targets">')[1].split("</ul>")[0]
    assert "9%" in targets and "8%" not in targets and "Partnership" not in text
    assert "Graffiti" not in text
    assert "How was it counted?" not in text


def test_a_later_day_shows_what_had_come_meanwhile_and_no_more(read: Read) -> None:
    text = read("priorities/ENV-1/?as_at=2009-11-20")
    assert "Litter is beaten." in text and "8.25%" in text and "11.75%" not in text
    assert "Partnership" in text and "Graffiti" in text
    assert "How was it counted?" in text and "Not answered by then." in text and "By survey." not in text
    assert "agreed by Bob" not in text
    agreed = read("priorities/ENV-1/?as_at=2009-11-25&round=q2-2009-10")
    assert "agreed by Bob on 25 November 2009" in agreed and "By survey." in agreed


def test_the_newest_round_of_a_day_is_the_newest_that_had_been_opened(read: Read) -> None:
    assert "Q3 2009/10" not in read("priorities/ENV-1/?as_at=2009-11-12")
    assert "Q3 2009/10" in read("priorities/ENV-1/")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2009-11-08", "The first day of which anything is known is 9 November 2009"),
        ("2009-12-01", "1 December 2009 is still to come"),
        ("2009-02-30", "Enter a real date, such as 2009-11-12."),
        ("", "Enter the day that you want to look at"),
    ],
)
@pytest.mark.parametrize("page", ["priorities/ENV-1/", "rounds/q2-2009-10/"])
def test_a_day_that_cannot_be_shown_is_explained_and_shows_nothing_else(
    read: Read, page: str, day: str, words: str
) -> None:
    text = read(f"{page}?as_at={day}")
    assert words in text
    assert "Litter is" not in text
    assert f'href="/leeds/{page}"' in text


def test_home_counts_the_ratings_of_the_day(read: Read) -> None:
    then, later = read("?as_at=2009-11-12"), read("?as_at=2009-11-25&round=q2-2009-10")
    assert "The round was open" in then and "it is amber" in then.split("<h1")[1].split("</h1>")[0]
    assert "The round was closed" in later and "amber" not in later.split("<h1")[1].split("</h1>")[0]
    assert "/leeds/priorities/ENV-1/?as_at=2009-11-12" in then
    assert "had not been opened here by 12 November 2009" in read("?as_at=2009-11-12&round=q3-2009-10")


def test_a_priority_that_was_added_later_is_not_there_yet(november: Priority, read: Read) -> None:
    alice = User.objects.get(name="Alice")
    plans.keep_priority(council=november.council, reference="ENV-9", theme=november.theme, title="Later", by=alice)
    for page in (
        "",
        "rounds/q2-2009-10/",
        "reviews/rounds/q2-2009-10/progress/",
        "reports/q2-2009-10/overall-summaries/",
    ):
        assert "ENV-9" not in read(f"{page}?as_at=2009-11-25"), page
        assert "ENV-9" in read(f"{page}?show=all"), page


def test_a_measure_shows_its_values_targets_and_definition_of_the_day(november: Priority, read: Read) -> None:
    alice = User.objects.get(name="Alice")
    measures.keep_measure(
        council=november.council,
        reference="NI 195a",
        title="Litter counted anew",
        definition="Grades B and worse.",
        by=alice,
    )
    then = read("measures/NI%20195a/?as_at=2009-11-12")
    assert "11.75%" in then and "8.25%" not in then and "Withdrawn by" not in then
    assert "Partnership" not in then and "Litter counted anew" not in then and "Grades B and worse." not in then
    assert "Correct it" not in then
    later = read("measures/NI%20195a/?as_at=2009-11-20")
    assert "8.25%" in later and "Withdrawn by Alice" in later and "Partnership" in later
    assert "Litter counted anew" in read("measures/NI%20195a/")
    assert "had not been defined here by" not in later


def test_a_measure_before_it_was_defined_says_so(november: Priority, read: Read) -> None:
    measures.keep_measure(
        council=november.council,
        reference="NEW",
        title="New",
        frequency=periods.Frequency.QUARTER,
        by=User.objects.get(name="Alice"),
    )
    assert "had not been defined here by 12 November 2009" in read("measures/NEW/?as_at=2009-11-12")


def test_plans_show_the_titles_services_and_officers_of_the_day(november: Priority, read: Read, on: Go) -> None:
    alice, bob = User.objects.get(name="Alice"), User.objects.get(name="Bob")
    keep = {"council": november.council, "reference": "ENV-1", "by": alice}
    on(26)
    plans.keep_priority(accountable_officer=alice, **keep)
    on(28)
    plans.keep_priority(title="Spotless streets", accountable_officer=bob, **keep)
    on(30)
    row = {day: read(f"plans/?as_at=2009-11-{day}").split("ENV-1</b>")[1].split("</tr>")[0] for day in (25, 27, 29)}
    assert "Cleaner streets" in row[25] and "not named" in row[25]
    assert "Cleaner streets" in row[27] and "Alice" in row[27]
    assert "Spotless streets" in row[29] and "Bob" in row[29]
    for page in ("", "rounds/q3-2009-10/", "priorities/ENV-1/", "reviews/rounds/q3-2009-10/progress/"):
        assert "Cleaner streets" in read(f"{page}?as_at=2009-11-27"), page
        assert "Spotless streets" not in read(f"{page}?as_at=2009-11-27"), page


def test_the_list_of_rounds_tells_how_far_each_had_come(read: Read) -> None:
    then, later = read("rounds/?as_at=2009-11-12"), read("rounds/?as_at=2009-11-25")
    assert "Quarter 2 of 2009/10 was open" in then and "Q3 2009/10" not in then and "Open a round" not in then
    assert "Quarter 3 of 2009/10 was open" in later and "Closed" in later
    assert 'href="/leeds/rounds/q2-2009-10/?as_at=2009-11-12"' in then
