"""What a record wrote on the record of an absence is put right in the record, or shown there as
taken back: the two never say different things."""

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.episodes.actions import entries
from lantern.episodes.models import Entry
from lantern.meetings.models import Meeting
from lantern.support.actions import letters
from lantern.vocabulary.support import LetterMethod
from tests.actions.following_up import SOON, a_report, a_review
from tests.builders import LATER, a_returned_episode
from tests.helping import a_letter
from tests.interviewing import an_interview
from tests.web.reading import text_of
from tests.world import met

pytestmark = pytest.mark.django_db
BACK = "took this back on the record of the absence"


def of_a_meeting(cast, episode):
    met(cast, LATER, episode)
    meeting = Meeting.objects.get(minutes__isnull=False)
    key = meeting.minutes.get().entries["strategy_meeting.held"]
    return key, "meetings:meeting", meeting.reference, "team_manager"


def of_a_review(cast, episode):
    row = a_review(cast, episode)
    key = row.entries["placement.appropriateness_reviewed"]
    return key, "follow_up:record", row.reference, "social_worker"


def of_a_report(cast, episode):
    row = a_report(cast, episode)
    return row.entry, "follow_up:regulation-40", episode.reference, "home_manager"


def of_an_interview(cast, episode):
    one = an_interview(cast, episode.referral)
    key = one.stated.get(fact="return_interview.held").entry_key
    return key, "interviews:interview", one.reference, "interviewer"


RECORDS = (of_a_meeting, of_a_review, of_a_report, of_an_interview)


def of_what_was_arranged(cast, episode):
    meeting, _ = to_come(cast, episode)
    return meeting.entry, "meetings:meeting", [meeting.reference], "meetings:taken-back"


def of_a_cancellation(cast, episode):
    meeting = episode.meetings.get(cancellations__isnull=False)
    entry = meeting.cancellations.get().entry
    return entry, "meetings:cancelled", [meeting.reference], "meetings:cancelled"


def of_its_review(cast, episode):
    _, held = to_come(cast, episode)
    review = held.reviews.get()
    here = [held.reference, review.pk]
    return review.entries["strategy_meeting.reviewed"], "meetings:reviewed", here, None


def to_come(cast, episode):
    held = Meeting.objects.get(minutes__isnull=False)
    return Meeting.objects.get(minutes=None, cancellations=None), held


@pytest.mark.parametrize("written", [of_what_was_arranged, of_a_cancellation, of_its_review])
def test_an_entry_of_a_meeting_leads_to_what_wrote_it_to_be_put_right_or_taken_back(
    written, cast, sign_in, episode
):
    met(cast, LATER, episode)
    key, page, here, back = written(cast, episode)
    right = reverse(page, args=here)
    browser = sign_in("team_manager")

    asked = browser.get(reverse("episodes:correct", args=[episode.reference, key]))
    led = browser.post(
        reverse("episodes:withdraw", args=[episode.reference, key]), {"reason": "Never was"}
    )

    assert f'href="{right}"' in asked.content.decode()
    assert led.url == (reverse(back, args=here) if back else right)
    assert browser.get(led.url).status_code == 200
    assert Entry.objects.filter(key=key).count() == 1
    said = {"wrong": "all", "reason": "Never was"}
    after = browser.post(led.url, said, follow=True)
    assert Entry.objects.filter(key=key, withdrawn=True).exists()
    assert BACK not in text_of(after)


@pytest.fixture
def episode(cast):
    return a_returned_episode(cast)


@pytest.mark.parametrize("written", RECORDS)
def test_an_entry_of_a_record_is_put_right_there_and_shown_there_once_it_is_taken_back(
    written, cast, sign_in, episode
):
    key, page, reference, by = written(cast, episode)
    browser = sign_in(by)
    record = reverse(page, args=[reference])
    correction = reverse("episodes:correct", args=[episode.reference, key])

    asked = browser.get(correction)
    browser.post(correction, {"words": "Otherwise", "reason": "A slip", "seen": "1"})

    assert f'href="{record}"' in asked.content.decode()
    assert Entry.objects.filter(key=key).count() == 1
    assert BACK not in text_of(browser.get(record))
    entry, author = Entry.objects.get(key=key), getattr(cast, by)
    entries.withdraw(entry, by=author, now=clock.now(), reason="Never was")
    assert BACK in text_of(browser.get(record))


def test_a_letter_whose_entry_was_taken_back_is_not_called_sent_anywhere(cast, sign_in, episode):
    letter = a_letter(cast, episode, SOON)
    letter = letters.send(
        letter, by=cast.social_worker, at=SOON, now=SOON, method=LetterMethod.POST
    )
    pages = (
        reverse("support:letter", args=[letter.reference]),
        reverse("support:letters", args=[episode.reference]),
        reverse("episodes:episode", args=[episode.reference]),
    )
    browser = sign_in("social_worker")

    before = [text_of(browser.get(page)) for page in pages]
    entries.withdraw(
        Entry.objects.get(key=letter.entry), by=cast.social_worker, now=clock.now(), reason="No"
    )
    after = [text_of(browser.get(page)) for page in pages]

    assert all("Sent" in page and "Taken back" not in page for page in before)
    assert all("Sent" not in page and "Taken back" in page for page in after)


def test_an_entry_of_a_letter_is_taken_back_with_the_letter(cast, sign_in, episode):
    letter = a_letter(cast, episode, SOON)
    letter = letters.send(
        letter, by=cast.social_worker, at=SOON, now=SOON, method=LetterMethod.POST
    )
    withdrawal = reverse("episodes:withdraw", args=[episode.reference, letter.entry])

    led = sign_in("social_worker").post(withdrawal, {"reason": "Never sent"})

    assert led.url == reverse("support:letter-back", args=[letter.reference])
    assert not Entry.objects.filter(key=letter.entry, withdrawn=True).exists()
