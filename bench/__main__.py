"""`make bench`: how fast a protocol replays, files come in, pages answer and reports are taken."""

import sys

from bench import bringing, burst, pages, replay

replay.main()
bringing.main()
held = pages.main()
sys.exit(0 if burst.main() and held else 1)
