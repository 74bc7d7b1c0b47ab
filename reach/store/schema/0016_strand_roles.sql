-- What a strand is about, by which queries know it, whatever its code. Filled anew from hub.toml with all settings.

alter table strands add column role varchar;
