-- Alerts that readers know, so that each is sent once until it clears.

-- One row per alert that was sent and has not cleared since. recipe_name is the recipe of the pack whose readers it was
-- sent to; alert identifies it among theirs.
create table known_alerts (
    recipe_name varchar not null,
    alert varchar not null,
    sentence varchar not null,
    sent_at timestamp not null
);
