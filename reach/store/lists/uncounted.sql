-- One row per URN whose attendance counts for no establishment as at the register's date: it has closed, or was never
-- open, and no link leads to one that is open.

select
    attendances.urn,
    establishments.name,
    establishments.closed_on,
    count(*) as attendances
from attendances
inner join establishments on attendances.urn = establishments.urn
left join lineages_today as lineages on attendances.urn = lineages.urn
where lineages.urn is null
group by all
order by attendances.urn asc
