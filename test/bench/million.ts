/**
 * Fills a database with many dossiers, fast: the dossiers of the sample commune, copied by SQL into as many communes of the same shape as one
 * tenant has units for. Copies differ in code, applicant, unit and people; open ones keep their steps and journals. Signatures of a copy's chain
 * are those of its pattern, which no list looks at.
 */
import type { ClientBase } from 'pg'

export interface MillionPlan { readonly dossiers: number; readonly communes: number }

/** Ids of the pattern's units and people in each commune: another tail. The root stays one. */
const cloneRegisters = `
create temp table moved_id as
  select c, o.id::text as old, left(o.id::text, 24) || left(md5(o.id::text || c), 12) as new
    from generate_series(1, $1::integer) c,
         (select id from unit where parent_id is not null and tenant_id = $2 union all select id from account where tenant_id = $2) o;
create index on moved_id (c);
create function pg_temp.moved(p_text text, p_commune integer) returns text language plpgsql as $f$
declare m record;
begin
  for m in select old, new from moved_id where c = p_commune loop p_text := replace(p_text, m.old, m.new); end loop;
  return p_text;
end $f$;
insert into unit select r.* from unit u, generate_series(1, $1::integer) c,
  lateral jsonb_populate_record(null::unit, pg_temp.moved((to_jsonb(u) || jsonb_build_object('code', u.code || '.' || c))::text, c)::jsonb) r
 where u.tenant_id = $2 and u.parent_id is not null;
insert into account select r.* from account a, generate_series(1, $1::integer) c,
  lateral jsonb_populate_record(null::account, pg_temp.moved((to_jsonb(a) || jsonb_build_object('user_name', a.user_name || '.' || c))::text, c)::jsonb) r
 where a.tenant_id = $2;
insert into role_grant select r.* from role_grant g, generate_series(1, $1::integer) c,
  lateral jsonb_populate_record(null::role_grant, pg_temp.moved((to_jsonb(g) || jsonb_build_object('id', left(g.id::text, 24) || left(md5(g.id::text || c), 12)))::text, c)::jsonb) r
 where g.tenant_id = $2;
create temp table pattern as select c as commune, r.* from dossier d, generate_series(1, $1::integer) c,
  lateral jsonb_populate_record(null::dossier, pg_temp.moved(to_jsonb(d)::text, c)::jsonb) r where d.tenant_id = $2;
create temp table pattern_step as select c, o.dossier_id::text as id, pg_temp.moved(to_jsonb(o)::text, c) as body
  from open_step o, generate_series(1, $1::integer) c where o.tenant_id = $2;
create temp table pattern_entry as select c, j.dossier_id::text as id, pg_temp.moved(to_jsonb(j)::text, c) as body
  from journal j join dossier d on d.tenant_id = j.tenant_id and d.id = j.dossier_id and d.closed_at is null, generate_series(1, $1::integer) c where j.tenant_id = $2;
`

/** Copy k of a pattern: its id begins with the same instant. */
const copiedId = `(left(p.id::text, 24) || left(md5(p.id::text || n.k), 12))`
const copiedCode = `(p.code || '.' || n.k)`
/** A dossier's columns, of which three differ; its body is not read again from text, which took four times as long. */
const copiedColumns: Readonly<Record<string, string>> = {
  id: `${copiedId}::uuid`, code: copiedCode, body: `p.body || jsonb_build_object('id', ${copiedId}, 'code', ${copiedCode})`,
}
const dossierFill = (columns: readonly string[]): string => `insert into dossier (${columns.join(', ')})
  select ${columns.map((name) => copiedColumns[name] ?? `p.${name}`).join(', ')} from pattern p ${copies('p.commune')}`
const copyOf = (alias: string): string => `replace(${alias}.body, ${alias}.id, left(${alias}.id, 24) || left(md5(${alias}.id || n.k), 12))`
const copies = (commune: string): string => `join lateral (select k from generate_series(1, $1::integer) k where k % $2::integer = ${commune} - 1) n on true`

const names = `(array['Nguyễn','Trần','Lê','Phạm','Hoàng','Phan','Vũ','Đặng','Bùi','Đỗ'])[1 + abs(hashtext(d.id::text)) % 10] || ' '
  || (array['Thị','Văn','Đức','Ngọc','Thanh','Quang','Minh'])[1 + abs(hashtext('m' || d.id::text)) % 7] || ' '
  || (array['An','Bình','Chi','Dũng','Giang','Hạnh','Khánh','Linh','Mai','Nam','Oanh','Phúc','Quỳnh','Sơn','Trang','Uyên','Vinh','Yến'])[1 + abs(hashtext('g' || d.id::text)) % 18]`

const fills: readonly string[] = [
  `insert into open_step select r.* from pattern_step p ${copies('p.c')}, lateral jsonb_populate_record(null::open_step, (${copyOf('p')})::jsonb) r`,
  `insert into journal select r.* from pattern_entry p ${copies('p.c')}, lateral jsonb_populate_record(null::journal, (${copyOf('p')})::jsonb) r`,
]
const applicants = `insert into applicant (tenant_id, dossier_id, kind, name, phone, address)
  select d.tenant_id, d.id, 'citizen', ${names}, '09' || lpad((abs(hashtext('p' || d.id::text)) % 100000000)::text, 8, '0'), 'Thôn ' || abs(hashtext(d.id::text)) % 400
    from dossier d where not exists (select 1 from applicant a where a.tenant_id = d.tenant_id and a.dossier_id = d.id)`
const doers = `insert into dossier_doer (tenant_id, dossier_id, account_id)
  select d.tenant_id, d.id, doers_of(d.body) from dossier d where d.closed_at is null on conflict do nothing`

const filled = ['dossier', 'applicant', 'open_step', 'journal', 'dossier_doer', 'unit', 'account', 'role_grant'] as const

/** Sends statements that stand in one text one by one: those with parameters cannot be sent together. */
const runAll = async (client: ClientBase, text: string, values: readonly unknown[]): Promise<void> => {
  for (const statement of text.split(/;\n(?=create|insert)/)) {
    const used = [...statement.matchAll(/\$(\d)/g)].map(([, place]) => Number(place))
    await client.query(statement.replace(/;\s*$/, ''), values.slice(0, Math.max(0, ...used)))
  }
}

/** Fills the database behind a superuser's connection, in which the sample commune is; answers how many dossiers there are now. */
export const fillMillion = async (client: ClientBase, { dossiers, communes }: MillionPlan, onStep: (words: string) => void): Promise<number> => {
  const { rows: [sample] } = await client.query<{ tenant_id: string; count: number }>('select tenant_id, count(*)::integer as count from dossier group by tenant_id')
  if (sample === undefined) throw new Error('the sample is not there')
  const times = Math.ceil(dossiers / sample.count)
  // Constraints and triggers are not asked, and indexes are built once at the end.
  await client.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'; set work_mem = '256MB'`)
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(`select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
   where t.relname = any ($1) and not i.indisprimary and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid)`, [[...filled.slice(0, 5)]])
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  onStep(`${indexes.length} indexes put aside`)
  await runAll(client, cloneRegisters, [communes, sample.tenant_id])
  onStep(`${communes} communes`)
  const { rows: columns } = await client.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = 'dossier'::regclass and attnum > 0 and not attisdropped order by attnum`)
  for (const fill of [dossierFill(columns.map(({ name }) => name)), ...fills]) onStep(`${(await client.query(fill, [times, communes])).rowCount} ${fill.split(' ')[2]}`)
  for (const fill of [applicants, doers]) onStep(`${(await client.query(fill)).rowCount} ${fill.split(' ')[2]}`)
  for (const { definition } of indexes) await client.query(definition)
  onStep('indexes built')
  for (const table of filled) await client.query(`vacuum (analyze) ${table}`)
  const { rows: [all] } = await client.query<{ count: number }>('select count(*)::integer as count from dossier')
  return all?.count ?? 0
}
