-- Whether schools are counted as at a batch's date, so that no definition has to know a kind of file by its name.

alter table import_batches add column sets_as_at boolean;

update import_batches
set sets_as_at = kind = 'establishments';
