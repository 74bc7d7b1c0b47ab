"""What anybody may see: counts of people are rounded, once, where queries are asked.

groups = Groups(settings, ask)
result = public_result(ask(name, filters), choices, groups, settings)
"""

from reach.disclosure.groups import Groups
from reach.disclosure.public import WithheldError, public_result, with_columns

__all__ = ["Groups", "WithheldError", "public_result", "with_columns"]
