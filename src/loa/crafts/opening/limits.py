"""How much a file may cost, so that no input takes more than 20 s or 500 MB."""

MAX_FILE_BYTES = 50 * 1024 * 1024  # as the document exchange axis: official-documents.md §2.1
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_PAGES = 60
MAX_OCR_PAGES = 12  # what one minute of one core can read; later pages are annexes
MAX_PIXELS = 60_000_000
MAX_LINES = 12_000
MAX_LINE_CHARS = 20_000
MAX_DEPTH = 60
