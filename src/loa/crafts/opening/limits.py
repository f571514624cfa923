"""How much a file may cost, so that no input takes more than 20 s or 500 MB."""

MAX_FILE_BYTES = 50 * 1024 * 1024  # as the document exchange axis: official-documents.md §2.1
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_PAGES = 60
MAX_OCR_PAGES = 12  # what one minute of one core can read; later pages are annexes
MAX_PIXELS = 60_000_000
MAX_LINES = 12_000
MAX_LINE_CHARS = 20_000
MAX_CHARS = 1_500_000  # of a whole file: sixty pages hold 200 000
WHOLE_LINE = 2_500  # letters; a longer line is cut, or patterns that look ahead would crawl
LONGEST_RUN = 80  # of one sign or of white space, and of letters without a space (times two)
MAX_DEPTH = 60
MAX_STREAM_BYTES = (
    100_000_000  # one stream of a PDF unpacked; a page in colour at 300 dpi is 26 MB
)
MAX_OPEN_TAGS = 3_000  # of a page in HTML; parsers look through all of them for each new one
