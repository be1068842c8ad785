/** A row in every table that has none, made out of the catalogue of the database: what columns, checks and foreign keys ask for. No table is named. */
import { backupTables } from '../../storage/backup.ts'
import { newId } from '../../storage/ids.ts'
import type { Pool } from '../../storage/pool.ts'

interface Column { readonly name: string; readonly type: string; readonly required: boolean }
interface Reference { readonly table: string; readonly columns: readonly string[]; readonly targets: readonly string[] }
interface Check { readonly column: string; readonly rule: string }
interface Table { readonly columns: readonly Column[]; readonly references: readonly Reference[]; readonly checks: readonly Check[] }

/** `checks`: those of one column; those of several are found out by trying. */
const catalogue = `
select (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull and not a.atthasdef) order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = '') as columns,
       (select coalesce(jsonb_agg(jsonb_build_object('table', k.confrelid::regclass::text,
               'columns', (select jsonb_agg(a.attname order by x.place) from unnest(k.conkey) with ordinality x (num, place) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.num),
               'targets', (select jsonb_agg(a.attname order by x.place) from unnest(k.confkey) with ordinality x (num, place) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.num))), '[]'::jsonb)
          from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as references,
       (select coalesce(jsonb_agg(jsonb_build_object('column', a.attname, 'rule', pg_get_expr(k.conbin, k.conrelid))), '[]'::jsonb)
          from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] where k.conrelid = c.oid and k.contype = 'c' and cardinality(k.conkey) = 1) as checks
  from pg_class c where c.oid = to_regclass($1)`

/** Beside one that names its column, so that two columns differ. */
const anyText = ['x', '1/QĐ', 'a'.repeat(64), '2026-11', '2026-Q3', 'vi', 'a@b.vn', '09:00'] as const

/** Values to try by type, the most telling first. */
const values: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(integer|bigint|smallint)$/, ['3', '1', '0', '2026']], [/^(numeric|double|real)/, ['0.25', '1', '0']], [/^boolean$/, ['true', 'false']], [/^date$/, ['2026-11-20']], [/^timestamp/, ['2026-11-20T02:30:00.123456Z']],
  [/^jsonb?$/, ['{"vì": ["đủ", 1, null]}', '[]']], [/^bytea$/, [`\\x${'0a'.repeat(32)}`, '\\x00ff']], [/^(date|tstz)range$/, ['[2026-01-01,2026-12-31)']], [/^tsvector$/, ["'đủ':1"]], [/\[\]$/, ['{}']],
  [/./, anyText],
]
const candidatesFor = ({ name, type }: Column, checks: readonly Check[]): string[] => {
  const named = checks.filter(({ column }) => column === name).flatMap(({ rule }) => [...rule.matchAll(/'([^']+)'::text/g)].map(([, text]) => text ?? ''))
  const known = values.find(([pattern]) => pattern.test(type))?.[1] ?? []
  if (type === 'uuid[]') return [`{${newId()},${newId()}}`]
  if (type === 'text[]') return ['{đủ,"có, phẩy"}', ...named.map((text) => `{${text}}`), '{}']
  return known === anyText ? [...named, `Đủ dấu\ttab\\"ngoặc" ${name}`, ...known] : [...named, ...known]
}
const quoted = (name: string): string => `"${name}"`

/** The values of a column that its own checks take. */
const fitting = async (pool: Pool, column: Column, checks: readonly Check[]): Promise<string[]> => {
  const own = checks.filter(({ column: name }) => name === column.name)
  if (own.length === 0) return candidatesFor(column, checks)
  const fits = async (value: string): Promise<boolean> => {
    const { rows: [row] } = await pool.query<{ fits: boolean | null }>(`select ${own.map(({ rule }) => `(${rule})`).join(' and ')} as fits from (select $1::${column.type} as ${quoted(column.name)}) x`, [value]).catch(() => ({ rows: [] }))
    return row?.fits ?? false
  }
  const found: string[] = []
  for (const value of candidatesFor(column, checks)) if (await fits(value)) found.push(value)
  return found
}

type Row = Readonly<Record<string, string>>
/** What may be left out on its own: a column, or the columns of a foreign key. */
type Part = readonly string[]

/** Which parts are left out, in the order in which it is tried: none, all, each alone, each but one, and pairs. */
const omissions = (parts: readonly Part[]): Part[][] => [
  [], [...parts], ...parts.map((one) => [one]), ...parts.map((one) => parts.filter((other) => other !== one)), ...parts.flatMap((one, at) => parts.slice(at + 1).flatMap((other) => [[one, other], parts.filter((kept) => kept !== one && kept !== other)])),
]

const insert = async (pool: Pool, name: string, { columns }: Table, row: Row): Promise<string | null> => {
  const given = columns.filter((column) => row[column.name] !== undefined)
  const text = `insert into ${quoted(name)} (${given.map((column) => quoted(column.name)).join(', ')}) values (${given.map(({ type }, at) => `$${at + 1}::${type}`).join(', ')})`
  return pool.query(text, given.map((column) => row[column.name])).then(() => null, (error: unknown) => String(error))
}

/** Values of the columns that refer to other tables, out of rows that are there: of a table to which several columns refer another one for each; of two, one round takes the other. */
const referredIn = async (pool: Pool, { references }: Table, round: number): Promise<Row> => {
  const row: Record<string, string> = {}
  const seen = new Map<string, number>()
  for (const { table, columns, targets } of references) {
    const at = seen.get(table) ?? 0
    seen.set(table, at + 1)
    const { rows } = await pool.query<Record<string, string>>(`select ${targets.map((target) => `${quoted(target)}::text`).join(', ')} from ${table} order by 1, ${targets.length} limit 4`)
    const found = rows[(at + round) % Math.max(1, rows.length)]
    for (const [at, column] of columns.entries()) row[column] ??= found?.[targets[at] ?? ''] ?? ''
  }
  return row
}

/** One row with as much as may be; then, where another one may be, one with as little as may be. Null, or the last reason why there is none. */
const fill = async (pool: Pool, name: string): Promise<string | null> => {
  const { rows: [table] } = await pool.query<Table>(catalogue, [quoted(name)])
  if (table === undefined) throw new Error(`there is no table ${name}`)
  const isKey = new Set(table.references.flatMap(({ columns }) => columns))
  const plain = table.columns.filter((column) => !isKey.has(column.name))
  const free = plain.filter(({ required }) => !required).map((column) => [column.name])
  const keys = table.references.map(({ columns }) => columns.filter((one) => table.columns.some((column) => column.name === one && !column.required))).filter((columns) => columns.length > 0)
  const choices = await Promise.all(plain.map(async (column) => ({ column, fits: await fitting(pool, column, table.checks) })))
  const valueOf = ({ type }: Column, fits: readonly string[], round: number): string | undefined => (type === 'uuid' ? newId() : fits[Math.min(round, fits.length - 1)])
  const rowOf = async (round: number): Promise<Row> => {
    const own = choices.map(({ column, fits }) => [column.name, valueOf(column, fits, round)] as const)
    return { ...await referredIn(pool, table, round), ...Object.fromEntries(own.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))) }
  }
  const without = (row: Row, parts: readonly Part[]): Row => Object.fromEntries(Object.entries(row).filter(([column]) => !parts.some((part) => part.includes(column))))
  let why: string | null = null
  // A state decides what else must be there: each of its values is tried.
  for (let round = 0; round < 8; round += 1) {
    const row = await rowOf(round)
    for (const omitted of omissions([...free, ...keys])) {
      why = await insert(pool, name, table, without(row, omitted))
      if (why !== null) continue
      await insert(pool, name, table, without(await rowOf(round), [...free, ...keys]))
      return null
    }
  }
  return `${name}: ${why}`
}

/** Fills every table of a backup that is empty; answers those for which no row was found, with the last reason. */
export const fillEmptyTables = async (pool: Pool): Promise<string[]> => {
  const left: string[] = []
  for (const { name } of await backupTables(pool)) {
    const { rows: [row] } = await pool.query<{ some: boolean }>(`select exists (select from ${quoted(name)}) as some`)
    const why = row?.some === true ? null : await fill(pool, name)
    if (why !== null) left.push(why)
  }
  return left
}
