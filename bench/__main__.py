"""`make bench`: how fast protocols replay, drafts are simulated, files come in, pages answer and
reports are taken."""

import sys

from bench import bringing, burst, pages, replay, simulating

replay.main()
in_time = simulating.main()
bringing.main()
held = pages.main()
sys.exit(0 if burst.main() and held and in_time else 1)
