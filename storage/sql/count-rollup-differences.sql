-- How many cells of agency $1 differ from a recount of its dossiers and journals. Serves the nightly check.
select count_rollup_differences($1::uuid)::integer as cells;
