/** What a backup takes out of the database and puts into an empty one: every table in one snapshot, in the order in which they need one another. */
import pg from 'pg'
import { CopyIn, CopyOut } from './copy.ts'
import type { ObjectRef } from './objects/store.ts'
import type { Executor } from './pool.ts'
import { sqlText, statement } from './sql.ts'

/** A table with the columns that are copied. */
export interface BackupTable { readonly name: string; readonly columns: readonly string[] }
/** A connection that COPY can be spoken on. */
export type Copier = pg.ClientBase

const quoted = pg.escapeIdentifier

/** The tables, each after those that it refers to. @throws Error when they refer to one another in a circle: a fault of the schema */
export const backupTables = async (db: Executor): Promise<BackupTable[]> => {
  const { rows } = await db.query<{ name: string; columns: string[]; needs: string[] }>(sqlText('backup-tables'))
  const done = new Set<string>()
  const ordered: BackupTable[] = []
  for (let left = rows; left.length > 0;) {
    const ready = left.filter(({ needs }) => needs.every((name) => done.has(name)))
    if (ready.length === 0) throw new Error(`tables refer to one another in a circle: ${left.map(({ name }) => name).join(', ')}`)
    for (const { name, columns } of ready) {
      done.add(name)
      ordered.push({ name, columns })
    }
    left = left.filter(({ name }) => !done.has(name))
  }
  return ordered
}

const target = ({ name, columns }: BackupTable): string => `${quoted(name)} (${columns.map(quoted).join(', ')})`

/** The rows of a table. */
export const copyOut = (client: Copier, table: BackupTable): CopyOut => client.query(new CopyOut(`copy ${target(table)} to stdout`))
/** Takes the rows of a table. */
export const copyIn = (client: Copier, table: BackupTable): CopyIn => client.query(new CopyIn(`copy ${target(table)} from stdin`))

/** Begins a snapshot: everything that this connection reads until its end is of one moment. Nothing ends it for its length. */
export const beginSnapshot = async (client: Copier): Promise<void> => {
  await client.query('begin isolation level repeatable read read only')
  await withoutLimits(client)
}

/** Lets statements and pauses of this transaction take their time. */
export const withoutLimits = async (client: Executor): Promise<void> => {
  await client.query('set local statement_timeout = 0')
  await client.query('set local idle_in_transaction_session_timeout = 0')
}

/** Names of the migrations that the database has been through, sorted. */
export const migrationsDone = async (db: Executor): Promise<string[]> => (await db.query<{ name: string }>('select name from migration order by name collate "C"')).rows.map(({ name }) => name)

/** Keeps everybody else out of the tables, and their triggers still: rows come as they were, with what triggers once made of them. Until the end of the transaction. */
export const openForRestore = async (client: Copier, tables: readonly BackupTable[]): Promise<void> => {
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`)
}
/** Sets the triggers to work again. */
export const closeAfterRestore = async (client: Copier, tables: readonly BackupTable[]): Promise<void> => {
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`)
}

/** The first table that has a row; undefined when all are empty. */
export const firstFilled = async (client: Copier, tables: readonly BackupTable[]): Promise<string | undefined> => {
  for (const { name } of tables) if ((await client.query(`select from ${quoted(name)} limit 1`)).rowCount !== 0) return name
  return undefined
}

/** An object as its row names it. */
export interface BackupObject { readonly tenantId: string; readonly id: string; readonly ref: ObjectRef; readonly sha256: string; readonly sizeBytes: number }

/** At most `limit` objects whose bytes are there, after one. */
export const backupObjects = async (db: Executor, after: BackupObject | null, limit: number): Promise<BackupObject[]> => {
  interface Row { tenant_id: string; id: string; object_key: string; version_id: string | null; sha256: string; size_bytes: string }
  const { rows } = await db.query<Row>(statement('backup-objects', [after?.tenantId ?? null, after?.id ?? null, limit]))
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id, ref: { key: row.object_key, versionId: row.version_id }, sha256: row.sha256, sizeBytes: Number(row.size_bytes) }))
}

/** Says where the bytes of an object lie now; locks and holds of the store follow by their job. Answers whether there is such an object. */
export const moveObject = async (db: Executor, tenantId: string, id: string, { key, versionId }: ObjectRef): Promise<boolean> =>
  (await db.query(statement('move-object', [tenantId, id, key, versionId]))).rowCount === 1
