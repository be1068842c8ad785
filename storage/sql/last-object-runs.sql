select distinct on (kind) kind, started_at, finished_at, report from object_run order by kind, started_at desc;
