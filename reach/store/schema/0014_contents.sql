-- What a batch's rows are, so that the store can check that none of them is lost, whatever kinds of file there are.

alter table import_batches add column contents varchar;

update import_batches
set
    contents = case
        when kind in ('establishments', 'links') then 'schools'
        when kind = 'boundaries' then 'outlines'
        when kind in ('register', 'eventbrite', 'forms', 'teams', 'zoom', 'table') then 'attendance'
        else 'sheet'
    end;
