-- The same rows as queries/academic_years.sql.
select
    p.academic_year,
    coalesce(max(e.attended), 0) > 0
from periods as p
left join engagement as e on p.academic_year = e.academic_year and p.academic_year = e.as_at_year
where
    p.period = 'year'
    and p.ends_on >= (select min(held_on) from sessions)
    and p.starts_on <= (
        select greatest(max(s.held_on) filter (where s.is_held), (select max(as_at) from import_batches))
        from sessions as s
    ) + interval 1 year
group by p.academic_year
order by p.academic_year desc
