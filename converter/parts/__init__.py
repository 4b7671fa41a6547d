"""Parts: Manuscript to Article, one part of an article a file.

A part claims its blocks from the Draft and gives what they mean; what none of them claims
becomes the body. `understand` in `converter.understanding` names the order.
"""
