"""Return interviews held: what was said by whom, reviewed, shared and acted on."""
