"""What a proposed protocol would have meant: run over the episodes recorded, beside today's."""
