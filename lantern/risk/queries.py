"""The risk assessments made before any absence."""

from lantern.risk.known import latest as latest
from lantern.risk.known import versions as versions
