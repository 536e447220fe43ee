"""The one abstract model."""

from django.db import models

from lantern.core import clock


class Record(models.Model):
    """A row, with the instant it was recorded."""

    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
