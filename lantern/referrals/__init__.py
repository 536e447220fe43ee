"""Return interviews before they are held: asked for, rated, queued, allocated, offered."""
