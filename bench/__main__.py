"""`make bench`: how fast a protocol replays, and how fast the pages of the demonstration are."""

import sys

from bench import bringing, pages, replay

replay.main()
bringing.main()
sys.exit(0 if pages.main() else 1)
