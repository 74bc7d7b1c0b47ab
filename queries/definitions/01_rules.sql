-- The small rules that have a name. No row: macros.

-- A word of the establishment register without letter case, blanks and punctuation: vintages and spreadsheets write
-- "All-through", "All through" and "ALL-THROUGH".
create or replace macro word_key(chosen_word) as (
    regexp_replace(lower(coalesce(chosen_word, '')), '[^a-z0-9]', '', 'g')
);

-- What an activity and a session are known by: the same programme and name are one activity, its letter case apart, and
-- the same day and number one session of it.
create or replace macro activity_key(chosen_programme_code, chosen_activity) as (
    md5(chosen_programme_code || '|' || lower(chosen_activity))
);

create or replace macro session_key(chosen_activity_id, chosen_held_on, chosen_session_number) as (
    md5(chosen_activity_id || '|' || chosen_held_on || '|' || chosen_session_number)
);

-- Is a value one of those that are to be worked out anew? Where nothing is chosen, each is. What is worked out from the
-- facts can be asked for a part: an import touches little of a large store.
create or replace macro is_chosen(chosen_values, chosen_value) as (
    chosen_values is null or chosen_value in (select unnest(chosen_values))
);

-- Which of two rows was imported first: batch and row as one number, which is compared far faster than a list of both.
-- A row may be negative, where the last of a batch is wanted first.
create or replace macro place_of_row(chosen_batch_id, chosen_row_number) as (
    chosen_batch_id::bigint * 4294967296 + 2147483648 + chosen_row_number
);

create or replace macro batch_of_place(chosen_place) as ((chosen_place // 4294967296)::integer);

create or replace macro row_of_place(chosen_place) as ((chosen_place % 4294967296 - 2147483648)::integer);

-- Was an establishment open on a day? Both its first and its last day count as open. One that is closed on no known
-- day is closed on each.
create or replace macro is_open(chosen_status, chosen_opened_on, chosen_closed_on, chosen_day) as (
    word_key(chosen_status) <> 'proposedtoopen'
    and not (word_key(chosen_status) = 'closed' and chosen_closed_on is null)
    and coalesce(chosen_opened_on <= chosen_day, true)
    and coalesce(chosen_closed_on >= chosen_day, true)
);

-- The ladder as numbers, so that the highest rung is a maximum. A completion is only on course until its year is over.
create or replace macro rung_level(chosen_rung) as (
    case chosen_rung
        when 'not_reached' then 0 when 'signed_up' then 1 when 'attended' then 2 when 'completed' then 3
        when 'on_course' then 3
    end
);

-- One person and session given twice in one file: the strongest stands.
create or replace macro attendance_strength(chosen_attendance) as (
    case chosen_attendance when 'attended' then 4 when 'apologies' then 3 when 'absent' then 2 when 'booked' then 1 end
);

-- Only an activity of two or more sessions held in the year so far can be completed.
create or replace macro can_be_completed(chosen_sessions_so_far) as (chosen_sessions_so_far >= 2);

-- The completion rule, the only one: attended at least 75% of an activity's sessions held in the academic year so far,
-- where it can be completed.
create or replace macro has_completed(chosen_attended_so_far, chosen_sessions_so_far) as (
    can_be_completed(chosen_sessions_so_far) and chosen_attended_so_far >= 0.75 * chosen_sessions_so_far
);

-- The rung that a person who was signed up for an activity in a period came to in it: nobody completes in a period in
-- which they attended nothing.
create or replace macro rung_of_person(chosen_has_completed, chosen_attended) as (
    case
        when chosen_attended = 0 then rung_level('signed_up')
        when chosen_has_completed then rung_level('completed')
        else rung_level('attended')
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
from (
    values ('new', 1), ('sustained', 2), ('re-engaged', 3), ('not yet back', 4), ('lapsed', 5), ('never', 6)
) as standings (standing, position);
