-- Who has completed is judged on the academic year up to a period's end.

alter table participations add column attended_so_far integer;
alter table participations add column sessions_so_far integer;
