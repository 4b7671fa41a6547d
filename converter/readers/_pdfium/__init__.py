"""PDFium's side: what a PDF page shows, read in a process that can be killed.

It imports nothing else of the project, so that the process starts at once.
"""
