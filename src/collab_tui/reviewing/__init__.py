"""Reviews: what an article proposes, taken or left or corrected by a person. No screen.

`beginning` makes a `Review` of an article. `asking` corrects it, `outcome` makes tables of what is
taken, and `marked` and `telling` say how it is shown.
"""
