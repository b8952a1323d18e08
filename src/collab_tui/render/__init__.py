"""One record or a result → terminal, Markdown, JSON, CSV. It does not know Textual.

`kinds` describe a record as a `Page`: what is shown, and in which order. `terminal` and `markdown`
lay that page out.
"""
