-- Folds at most $1 deltas into the cells; answers how many it took. Serves the job that folds.
select fold_rollup($1::integer) as taken;
