-- School-to-school support that a school has given and received, under every URN that it has had. The other school is
-- the one that it is today.
-- One row per support, newest first.

with own as (
    select urn from urns_of_school($urn)
),

supports_of_school as (
    select
        'received' as direction,
        supports.supporting_urn as other_urn,
        supports.started_on,
        supports.ended_on,
        supports.days,
        supports.focus,
        supports.programme_code
    from supports
    inner join own on supports.supported_urn = own.urn
    union all
    select
        'given' as direction,
        supports.supported_urn as other_urn,
        supports.started_on,
        supports.ended_on,
        supports.days,
        supports.focus,
        supports.programme_code
    from supports
    inner join own on supports.supporting_urn = own.urn
)

select
    there.urn,
    there.name,
    there.la_code,
    there.la_name,
    supported.direction,
    supported.started_on,
    supported.ended_on,
    supported.days,
    supported.focus,
    coalesce(programmes.programme_name, supported.programme_code, '') as programme_name
from supports_of_school as supported
left join lineages_today as lineages on supported.other_urn = lineages.urn
inner join establishments as there on coalesce(lineages.counts_for_urn, supported.other_urn) = there.urn
left join programmes on supported.programme_code = programmes.programme_code
order by supported.started_on desc, there.name asc, supported.direction asc, supported.focus asc
