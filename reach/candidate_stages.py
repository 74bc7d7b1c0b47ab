"""The stages of recruitment and training that candidates for teaching come to, in their order."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Stage:
    """A stage: its label, what candidates did who came to it, and further words for it that a sheet may have."""

    name: str
    label: str
    did: str
    also: tuple[str, ...] = ()


STAGES = {
    stage.name: stage
    for stage in (
        Stage("enquired", "Enquired", "enquired", ("enquiry",)),
        Stage("applied", "Applied", "applied", ("application",)),
        Stage("offered", "Offered", "were offered a place", ("offer",)),
        Stage("started", "Started training", "started training", ("start", "in training")),
        Stage("qualified", "Qualified", "qualified"),
        Stage("teaching", "Teaching", "are teaching", ("in post", "employed")),
    )
}
FIRST_STAGE = next(iter(STAGES))
