"""From an article to proposed records: every value with the sentence that says so.

`reading` makes an `Article` of a file. `mentions` and `parties` find who takes part; `when`, `what`
and `people` find the rest; `proposal` makes records of it, and `known` compares them with the
registry. Nothing is fetched, and nothing in an article is run.
"""
