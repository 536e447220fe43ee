"""Every stored field says how private it is."""

import pytest
from django.apps import apps

from lantern.core.privacy import Privacy

MODELS = [model for model in apps.get_models() if model.__module__.startswith("lantern.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_of_a_model_is_classified(model):
    fields = {field.name for field in model._meta.concrete_fields if not field.primary_key}
    fields |= {field.name for field in model._meta.many_to_many}

    classified = dict(model.privacy)

    assert set(classified) - {"id"} >= fields
    assert set(classified) <= fields | {field.name for field in model._meta.concrete_fields}
    assert all(isinstance(each, Privacy) for each in classified.values())


def test_there_are_models_to_classify():
    assert len(MODELS) > 5
