"""Where a child lives, and what is kept ready: profile, photograph, agreed absences."""
