"""How much a file may hold, and why no more."""

from typing import Final

# Ten times the largest return of one authority, and its rows still fit in a worker's memory.
MOST_BYTES: Final = 50_000_000

# A workbook is compressed: forty thousand rows unpack to about 30 million bytes. A file of a few
# kilobytes that unpacks to gigabytes was made to stop a machine, not to be read.
MOST_BYTES_UNPACKED: Final = 300_000_000

# Excel's own limit for a sheet is 1,048,576 rows; no table here comes near half of it.
MOST_LINES: Final = 500_000

# The widest sheet of the field, Annex A list 8, has 34 columns; case systems export some hundreds.
MOST_COLUMNS: Final = 500

# What one cell of Excel can hold. A longer one is nearly always a quotation mark left open.
MOST_CHARACTERS_IN_CELL: Final = 32_767

# A note may run over many lines inside quotation marks; this many is a mark left open.
MOST_LINES_IN_CELL: Final = 500

# More faults than anybody reads; beyond these the number left out is said.
MOST_FAULTS: Final = 1_000

# A table packs to about a twentieth of its size; a part that packs more tightly holds no table.
MOST_TIMES_PACKED: Final = 150
SMALL_PART: Final = 1_000_000
