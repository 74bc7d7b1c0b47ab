"""What a telephone call to a school can come to.

Nothing else is written down of a call, so that no names of people are kept.
"""

SETTLED = ("Signed up", "Not this year", "Not interested")
"""Outcomes after which no further call is due."""

OUTCOMES = ("No answer", "Message left", "Call back later", "Interested", "Wrong number", *SETTLED)
