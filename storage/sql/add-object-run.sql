insert into object_run (id, kind, started_at, finished_at, report) values ($1, $2, $3, $4, $5);
