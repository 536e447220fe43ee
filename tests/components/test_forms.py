"""What every form does with faults."""

from lantern.core.errors import Invalid
from lantern.web.fields import RadiosField, TextField
from lantern.web.forms import Form
from tests.components.html import same


class Leaving(Form):
    means = RadiosField(
        label="How?",
        missing="Select how",
        choices=[("foot", "On foot"), ("car", "In a car")],
        reveals={"car": "registration"},
    )
    registration = TextField(label="Registration")
    place = TextField(label="Place")


def test_faults_are_summed_up_in_the_order_of_the_page():
    assert same(
        Leaving({"means": "car"}).summary(),
        """
        <div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">
          <h2 class="govuk-error-summary__title">There is a problem</h2>
          <div class="govuk-error-summary__body">
            <ul class="govuk-list govuk-error-summary__list">
              <li><a href="#registration">Enter registration</a></li>
              <li><a href="#place">Enter place</a></li>
            </ul>
          </div>
        </div></div>
        """,
    )


def test_a_form_not_yet_sent_has_no_summary():
    assert Leaving().summary() == ""


def test_what_a_choice_reveals_is_asked_for_only_when_it_is_chosen():
    form = Leaving({"means": "foot", "registration": "left over", "place": "Park"})

    assert form.is_valid()
    assert form.cleaned_data == {"means": "foot", "registration": "", "place": "Park"}


def test_what_a_choice_reveals_stands_inside_it_and_not_again_below():
    html = str(Leaving().inputs())

    assert html.count('name="registration"') == 1
    assert html.index('value="car"') < html.index('name="registration"')


def test_what_an_action_finds_wrong_is_shown_beside_its_field():
    form = Leaving({"means": "foot", "place": "Park"})

    def act():
        raise Invalid({"place": "Say which park", "other": "The child has already returned"})

    assert not form.carries_out(act)
    assert [(fault.sentence, fault.target) for fault in form.faults()] == [
        ("Say which park", "place"),
        ("The child has already returned", ""),
    ]
    assert "Say which park" in str(form["place"])


def test_an_action_is_not_tried_with_a_form_that_will_not_do():
    done = []

    assert not Leaving({"means": "foot"}).carries_out(lambda: done.append(1))
    assert done == []


def test_an_action_is_carried_out_once():
    done = []

    assert Leaving({"means": "foot", "place": "Park"}).carries_out(lambda: done.append(1))
    assert done == [1]
