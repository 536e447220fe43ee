"""My duties: what somebody and their team owe, and where each can be met."""
