-- One row per link of a school of the hub, the first few of the links file that has just been staged.

select
    staged.row_number,
    staged.urn,
    coalesce(from_school.name, '') as school,
    staged.link_type as link,
    staged.linked_urn,
    coalesce(to_school.name, '') as linked_school,
    coalesce(strftime(staged.linked_on, '%d/%m/%Y'), '') as since
from staged
left join establishments as from_school on staged.urn = from_school.urn
left join establishments as to_school on staged.linked_urn = to_school.urn
where staged.urn in (select urn from schools) or staged.linked_urn in (select urn from schools)
order by staged.row_number asc
limit $rows
