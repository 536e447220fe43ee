"""What must change after a return, recorded; each record writes the facts that it means."""
