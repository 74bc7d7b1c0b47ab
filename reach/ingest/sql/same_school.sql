-- One row per URN that is or was the same school's as a URN, itself included.

with standing as (
    select counts_for_urn
    from lineages
    where urn = $urn or counts_for_urn = $urn
)

select $urn as urn
union
select urn
from lineages
where counts_for_urn in (select counts_for_urn from standing)
union
select counts_for_urn
from standing
union
select first_urn
from first_urns
where urn = $urn
order by urn asc
