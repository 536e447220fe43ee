"""What must change after a return, and children at risk who have not gone."""
