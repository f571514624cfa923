"""The legal form: typed content in, an official document out, the same bytes each time.

    OfficialDocument → plan → DOCX, PDF, XLSX        validate_docx(bytes) → departures

Source: Nghị định 30/2020/NĐ-CP; in words in docs/rules/layout.md.
"""
