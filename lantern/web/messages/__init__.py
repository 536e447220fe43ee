"""Messages, handovers to take, and what could not be sent."""
