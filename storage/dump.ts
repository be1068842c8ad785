/** The schema as text that a person can read: `npm run db:dump` rewrites `schema.sql` from a fresh migration, and a test compares them. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { EntityManager } from '@mikro-orm/postgresql'
import { openDatabase } from './connect.ts'
import { migrate, openOrm } from './orm.ts'

/** One query answers rows of `name` and `line`, in the order in which they are to be printed. */
type Lines = { name: string; line: string }[]

const own = `(select oid from pg_namespace where nspname = 'public')`
const notOfExtension = (object: string): string => `not exists (select from pg_depend d where d.objid = ${object} and d.deptype = 'e')`

const extensionsSql = `select extname as name, 'create extension ' || extname || ';' as line from pg_extension where extname <> 'plpgsql' order by 1`

const typesSql = `select t.typname as name, case t.typtype
    when 'e' then 'create type ' || t.typname || ' as enum (' || (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
      from pg_enum e where e.enumtypid = t.oid) || ');'
    else 'create domain ' || t.typname || ' as ' || format_type(t.typbasetype, t.typtypmod) || coalesce((select string_agg(' ' || pg_get_constraintdef(c.oid), ''
      order by c.conname) from pg_constraint c where c.contypid = t.oid), '') || ';' end as line
  from pg_type t where t.typnamespace = ${own} and t.typtype in ('e', 'd') and ${notOfExtension('t.oid')} order by 1`

const sequencesSql = `select sequencename::text as name, 'create sequence ' || sequencename || ' as ' || data_type || ';' as line from pg_sequences
  where schemaname = 'public' and not exists (select from pg_depend d where d.objid = (quote_ident(sequencename))::regclass and d.deptype in ('a', 'i')) order by 1`

const functionsSql = `select p.oid::regprocedure::text as name, rtrim(pg_get_functiondef(p.oid), E'\\n ') || ';' as line from pg_proc p
  where p.pronamespace = ${own} and p.prokind in ('f', 'p') and ${notOfExtension('p.oid')} order by 1`

const tablesSql = `select c.relname::text as name, case when c.relispartition then ' partition of ' || (select i.inhparent::regclass::text from pg_inherits i
    where i.inhrelid = c.oid) || ' ' || pg_get_expr(c.relpartbound, c.oid) when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end as line
  from pg_class c where c.relnamespace = ${own} and c.relkind in ('r', 'p') and ${notOfExtension('c.oid')} order by 1`

const columnsSql = `select c.relname::text as name, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when a.attcollation <> t.typcollation then ' collate ' || quote_ident(l.collname) else '' end
    || case when a.attnotnull then ' not null' else '' end
    || case when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
            when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
            when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end as line
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
    left join pg_collation l on l.oid = a.attcollation left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relnamespace = ${own} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`

const constraintsSql = `select c.relname::text as name, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid, true) as line
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where c.relnamespace = ${own} and k.contype in ('p', 'u', 'f', 'c', 'x') order by c.relname, position(k.contype::text in 'puxfc'), k.conname`

const indexesSql = `select c.relname::text as name, pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i join pg_class c on c.oid = i.indrelid
  where c.relnamespace = ${own} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')) order by 1, 2`

const triggersSql = `select c.relname::text as name, pg_get_triggerdef(g.oid) || ';' as line from pg_trigger g join pg_class c on c.oid = g.tgrelid
  where c.relnamespace = ${own} and not g.tgisinternal order by 1, 2`

/** Only where a migration granted or took away something: then all that anybody may do. */
const grantsSql = `select c.relname::text as name, '-- ' || case a.grantee when 0 then 'public' when c.relowner then 'the owner' else a.grantee::regrole::text end
    || ' may: ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) as line
  from pg_class c, aclexplode(c.relacl) a where c.relnamespace = ${own} and c.relkind in ('r', 'p', 'v') and ${notOfExtension('c.oid')} group by c.relname, c.relowner, a.grantee order by 1, 2`

const viewsSql = `select viewname::text as name, 'create view ' || viewname || ' as' || E'\\n' || definition as line from pg_views where schemaname = 'public' order by 1`

/** The schema `public` of the database as text: the same for the same migrations, whatever the machine. */
export const dumpSchema = async (em: EntityManager): Promise<string> => {
  const ask = async (sql: string): Promise<Lines> => em.execute(sql)
  const grouped = async (sql: string): Promise<Map<string, string[]>> => {
    const groups = new Map<string, string[]>()
    for (const { name, line } of await ask(sql)) groups.set(name, [...groups.get(name) ?? [], line])
    return groups
  }
  const heads = [...await ask(extensionsSql), ...await ask(typesSql), ...await ask(sequencesSql)].map(({ line }) => line)
  const functions = (await ask(functionsSql)).map(({ line }) => line)
  const [columns, constraints] = [await grouped(columnsSql), await grouped(constraintsSql)]
  const after = [await grouped(indexesSql), await grouped(triggersSql), await grouped(grantsSql)]
  const tables = (await ask(tablesSql)).map(({ name, line }) => {
    const inside = [...columns.get(name) ?? [], ...constraints.get(name) ?? []].map((one) => `  ${one}`).join(',\n')
    return [`create table ${name} (\n${inside}\n)${line};`, ...after.flatMap((group) => group.get(name) ?? [])].join('\n')
  })
  const views = (await ask(viewsSql)).map(({ line }) => line)
  return `${['-- Written by npm run db:dump from a fresh migration; not to be edited.', heads.join('\n'), ...functions, ...tables, ...views].join('\n\n')}\n`
}

const rewriteSchemaFile = async (): Promise<void> => {
  const dataDir = mkdtempSync(`${tmpdir()}/quytrinh-dump-`)
  chmodSync(dataDir, 0o755)
  const database = await openDatabase({ dataDir, poolSize: 2 })
  try {
    const orm = await openOrm({ url: database.url, poolSize: 2 })
    await migrate(orm)
    writeFileSync(fileURLToPath(new URL('schema.sql', import.meta.url)), await dumpSchema(orm.em.fork()))
    await orm.close()
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

if (import.meta.main) await rewriteSchemaFile()
