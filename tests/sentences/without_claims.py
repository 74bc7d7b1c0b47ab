"""Sentences that have a number or a word of comparison and claim nothing of this hub: advice, rules, definitions."""

WITHOUT_CLAIMS = (
    r"Warned: (?:True, unlike: True|False, unlike: False)",
    r"Falling fast: of those who ever came, more than \d+ ?% are gone at the latest session held",
    r"[Tt]he first two people who leave are not counted",
    r"Half-empty: fewer than \d+ ?% of the places are taken by people who came \(signed up, where no session has been "
    r"held\)",
    r"[Ff]ewer than six places are not judged",
    r"Rates of few people are not shown",
    r"In groups of fewer than ten, shares are not held against each other",
    r"Later cohorts have had less time",
    r"Only schools of the hub's area are counted: a trust with one school here may have more elsewhere",
    r"None of the hub's local authorities is an Education Investment Area, as data/hub.toml has it",
    r"How large its groups are is not known yet",
    r"There are no schools to show",
    r"Until then, the comparison is of few",
    r"Places are open to the whole hub: these local authorities are given the part of the free ones that they have of "
    r"the schools still to reach",
)
