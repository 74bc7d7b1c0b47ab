-- The small rules that have a name. No row: macros.

-- A word of the establishment register without letter case, blanks and punctuation: vintages and spreadsheets write
-- "All-through", "All through" and "ALL-THROUGH".
create or replace macro word_key(chosen_word) as (
    regexp_replace(lower(coalesce(chosen_word, '')), '[^a-z0-9]', '', 'g')
);

-- Was an establishment open on a day? Both its first and its last day count as open. One that is closed on no known
-- day is closed on each. The underscores are any one sign.
create or replace macro is_open(chosen_status, chosen_opened_on, chosen_closed_on, chosen_day) as (
    coalesce(trim(chosen_status), '') not ilike 'proposed_to_open'
    and not (coalesce(trim(chosen_status), '') ilike 'closed' and chosen_closed_on is null)
    and coalesce(chosen_opened_on <= chosen_day, true)
    and coalesce(chosen_closed_on >= chosen_day, true)
);

-- The ladder as numbers, so that the highest rung is a maximum.
create or replace macro rung_level(chosen_rung) as (
    case chosen_rung
        when 'not_reached' then 0 when 'signed_up' then 1 when 'attended' then 2 when 'completed' then 3
    end
);

create or replace macro rung_name(chosen_level) as (
    case chosen_level
        when 0 then 'not_reached' when 1 then 'signed_up' when 2 then 'attended' when 3 then 'completed'
    end
);

-- One person and session given twice: the strongest stands.
create or replace macro attendance_strength(chosen_attendance) as (
    case chosen_attendance when 'attended' then 4 when 'apologies' then 3 when 'absent' then 2 when 'booked' then 1 end
);

-- The completion rule, the only one: attended at least 75 % of an activity's sessions held, of two or more.
create or replace macro has_completed(chosen_attended, chosen_sessions_held) as (
    chosen_sessions_held >= 2 and chosen_attended >= 0.75 * chosen_sessions_held
);

-- The rung that a person who was signed up for an activity came to in it.
create or replace macro rung_of_person(chosen_has_completed, chosen_attended) as (
    case
        when chosen_has_completed then rung_level('completed')
        when chosen_attended > 0 then rung_level('attended')
        else rung_level('signed_up')
    end
);

-- '2024/25' for '2025/26'.
create or replace macro academic_year_before(chosen_year) as (
    printf('%d/%s', left(chosen_year, 4)::integer - 1, substr(chosen_year, 3, 2))
);

-- Does an age range, its upper end not included, cover at least two years of a phase? Unknown ages cover none.
create or replace macro covers_two_years(chosen_low_age, chosen_high_age, chosen_phase_low, chosen_phase_high) as (
    -- `least` passes over what is unknown, so it is asked for first.
    chosen_low_age is not null
    and chosen_high_age is not null
    and least(chosen_high_age, chosen_phase_high) - greatest(chosen_low_age, chosen_phase_low) >= 2
);

-- One row per phase, in the order in which phases are shown.
create or replace view phases as
from (values ('early years', 1), ('primary', 2), ('secondary', 3), ('post-16', 4)) as phases (phase, position);

-- One row per rung of the ladder, lowest first.
create or replace view rungs as
from (values ('not_reached', 0), ('signed_up', 1), ('attended', 2), ('completed', 3)) as rungs (rung, level);

-- One row per standing, in the order in which standings are shown.
create or replace view standings as
from (values ('new', 1), ('sustained', 2), ('re-engaged', 3), ('lapsed', 4), ('never', 5))
    as standings (standing, position);
