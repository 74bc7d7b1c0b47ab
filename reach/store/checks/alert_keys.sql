-- An alert is remembered twice for the same recipe

select
    recipe_name,
    alert
from known_alerts
group by recipe_name, alert
having count(*) > 1
