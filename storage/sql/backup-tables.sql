-- The tables that a backup holds, with their columns and the tables that must be filled before them. Left out: what migrations write of themselves,
-- and sessions, for whoever restores signs in again. Serves `quytrinh backup` and `quytrinh restore`.
select c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
              where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid order by 1) as needs
  from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('migration', 'session')
   and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
 order by c.relname;
