-- A number of the agency for each of these local days, in their order; a day may come more than once. $1 tenant, $2 agency code, $3 days.
-- The rows stay locked until the transaction ends, so a rollback leaves no gap. Serves import-log.
select next_dossier_number($1::uuid, $2, u.on_date) as number from unnest($3::date[]) with ordinality u (on_date, position) order by u.position;
