-- A newer links file may no longer have a link, and the establishment register has telephone numbers.

-- replaced_by is the batch whose file does not have the link any more; it is null for what stands now.
alter table school_links add column replaced_by integer;

alter table school_records add column telephone varchar;
