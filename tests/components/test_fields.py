"""Each kind of question: its whole HTML, and what it says when the answer will not do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantern.web.fields import (
    CheckboxesField,
    EmailField,
    HiddenField,
    LongTextField,
    PasswordField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
    UploadField,
    WholeNumberField,
    YesNoField,
)
from lantern.web.forms import Form
from tests.components.html import same


def form_with(field, **data):
    asked = type("Asked", (Form,), {"answer": field})
    return asked(data or None)


def sentence(field, **data):
    return form_with(field, **(data or {"x": "y"})).faults()[0].sentence


def test_a_line_of_text():
    field = TextField(label="Name of the home", help_text="As on its sign", width=20)

    assert same(
        form_with(field)["answer"],
        """
        <div class="govuk-form-group">
          <label class="govuk-label" for="answer">Name of the home</label>
          <div id="answer-hint" class="govuk-hint">As on its sign</div>
          <input class="govuk-input govuk-input--width-20" id="answer" name="answer" type="text"
                 value="" aria-describedby="answer-hint">
        </div>
        """,
    )


def test_a_line_of_text_that_was_not_given():
    bound = form_with(TextField(label="Name of the home"), x="y")["answer"]

    assert same(
        bound,
        """
        <div class="govuk-form-group govuk-form-group--error">
          <label class="govuk-label" for="answer">Name of the home</label>
          <p id="answer-error" class="govuk-error-message">
            <span class="govuk-visually-hidden">Error:</span> Enter name of the home</p>
          <input class="govuk-input govuk-input--error" id="answer" name="answer" type="text"
                 value="" aria-describedby="answer-error">
        </div>
        """,
    )


def test_what_was_typed_is_kept_and_escaped():
    field = TextField(label="Name", max_length=5)

    html = str(form_with(field, answer='<b>"Jo"</b>')["answer"])

    assert "&lt;b&gt;&#34;Jo&#34;&lt;/b&gt;" in html
    assert "<b>" not in html


def test_labels_and_hints_are_escaped():
    html = str(form_with(TextField(label="<i>x</i>", help_text="<i>y</i>"))["answer"])

    assert "<i>" not in html


def test_a_text_that_is_too_long_says_by_how_many_it_is_held():
    field = TextField(label="Name", max_length=5)

    assert sentence(field, answer="longer") == "Name must be 5 characters or fewer"


def test_several_lines_of_text():
    bound = form_with(LongTextField(label="Clothing", rows=3), answer="red\ncoat")["answer"]

    assert same(
        bound,
        """
        <div class="govuk-form-group">
          <label class="govuk-label" for="answer">Clothing</label>
          <textarea class="govuk-textarea" id="answer" name="answer" rows="3">red\ncoat</textarea>
        </div>
        """,
    )


def test_a_choice_of_radios_with_a_hint():
    field = RadiosField(
        label="Risk", choices=[("high", "High"), ("low", "Low")], hints={"high": "Call 999"}
    )

    assert same(
        form_with(field, answer="low")["answer"],
        """
        <div class="govuk-form-group"><fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend">Risk</legend>
          <div class="govuk-radios" data-module="govuk-radios">
            <div class="govuk-radios__item">
              <input class="govuk-radios__input" id="answer" name="answer" type="radio"
                     value="high" aria-describedby="answer-item-hint">
              <label class="govuk-label govuk-radios__label" for="answer">High</label>
              <div id="answer-item-hint" class="govuk-hint govuk-radios__hint">Call 999</div>
            </div>
            <div class="govuk-radios__item">
              <input class="govuk-radios__input" id="answer-2" name="answer" type="radio"
                     value="low" checked>
              <label class="govuk-label govuk-radios__label" for="answer-2">Low</label>
            </div>
          </div>
        </fieldset></div>
        """,
    )


def test_a_choice_that_was_not_offered_is_refused():
    field = RadiosField(label="Risk", choices=[("high", "High")])

    assert sentence(field, answer="none") == "Select risk"


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("no", False)])
def test_yes_and_no_become_true_and_false(typed, meant):
    form = form_with(YesNoField(label="Seen?", missing="Select yes if seen"), answer=typed)

    assert form.is_valid()
    assert form.cleaned_data["answer"] is meant
    assert f'value="{typed}" checked' in str(form["answer"])


def test_yes_or_no_that_need_not_be_answered_is_neither():
    form = form_with(YesNoField(label="Seen?", required=False), x="y")

    assert form.is_valid()
    assert form.cleaned_data["answer"] is None


def test_checkboxes_keep_what_was_ticked():
    field = CheckboxesField(label="Needs", choices=[("a", "Medicine"), ("b", "Interpreter")])

    html = str(type("Asked", (Form,), {"answer": field})({"answer": ["b"]})["answer"])

    assert 'value="b" checked' in html
    assert 'value="a" checked' not in html


def test_a_list_that_opens():
    field = SelectField(label="Agency", choices=[("n", "North")])

    assert same(
        form_with(field, answer="n")["answer"],
        """
        <div class="govuk-form-group">
          <label class="govuk-label" for="answer">Agency</label>
          <select class="govuk-select" id="answer" name="answer">
            <option value="">Choose one</option><option value="n" selected>North</option>
          </select>
        </div>
        """,
    )


def test_a_password_is_never_sent_back():
    html = str(form_with(PasswordField(label="Password"), answer="correct horse")["answer"])

    assert "correct horse" not in html
    assert 'type="password"' in html


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("0121 496 0000", "+441214960000"),
        ("(0121) 496-0000", "+441214960000"),
        ("+44 7700 900982", "+447700900982"),
    ],
)
def test_a_telephone_number_as_people_type_it(typed, dialled):
    form = form_with(TelephoneField(label="Telephone number"), answer=typed)

    assert form.is_valid()
    assert form.cleaned_data["answer"] == dialled


@pytest.mark.parametrize("typed", ["ring the office", "12", "0121 496 0000 0000 0000"])
def test_a_telephone_number_that_cannot_be_dialled_is_refused_and_kept(typed):
    form = form_with(TelephoneField(label="Telephone number"), answer=typed)

    assert form.faults()[0].sentence.startswith("Enter a telephone number, like 0121 496 0000")
    assert typed in str(form["answer"])


def test_an_email_address_in_the_wrong_form_is_refused():
    expected = "Enter an email address in the correct format, like name@example.org"

    assert sentence(EmailField(label="E-mail"), answer="jo at example") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ten", "Age must be a whole number, like 3"),
        ("1.5", "Age must be a whole number, like 3"),
        ("-1", "Age must be 0 or more"),
        ("99", "Age must be 25 or fewer"),
        ("", "Enter age"),
    ],
)
def test_a_whole_number_that_will_not_do(typed, expected):
    assert sentence(WholeNumberField(label="Age", min_value=0, max_value=25), answer=typed) == (
        expected
    )


def test_a_file_that_is_too_large_is_refused():
    asked = type(
        "Asked", (Form,), {"answer": UploadField(label="Photograph", most_bytes=2_000_000)}
    )
    large = SimpleUploadedFile("a.jpg", b"x" * 2_000_001)

    form = asked({}, {"answer": large})

    assert form.faults()[0].sentence == "The file must be 2 MB or smaller"
    assert form.is_multipart()


def test_an_empty_file_is_refused():
    asked = type("Asked", (Form,), {"answer": UploadField(label="Photograph")})

    form = asked({}, {"answer": SimpleUploadedFile("a.jpg", b"")})

    assert form.faults()[0].sentence == "The file is empty. Choose another"


def test_what_is_carried_and_not_shown_is_escaped():
    html = str(form_with(HiddenField(), answer='"><script>')["answer"])

    assert html == '<input type="hidden" name="answer" value="&#34;&gt;&lt;script&gt;">'


def test_a_question_that_must_be_answered_has_to_say_what_to_do():
    with pytest.raises(ValueError, match="Say what to do"):
        TextField(label="Where is the child?")


def test_a_question_can_be_the_heading_of_its_page():
    html = str(form_with(TextField(label="Name", is_heading=True))["answer"])

    assert '<h1 class="govuk-label-wrapper">' in html
