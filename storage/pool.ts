/** The plain connections beside the ORM: a transition reads once and writes once, through named prepared statements. */
import pg from 'pg'

export type Pool = pg.Pool
/** A pool or one connection in a transaction: both run a statement. */
export type Executor = Pick<pg.ClientBase, 'query'>

/** Rows come back with dates as text (a date has no zone) and bigints as text: nothing is silently turned. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.DATE ? (value: string) => value : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig

/**
 * Opens a pool; connects at the first query. A connection that breaks is dropped and told of, it does not end the process: neither an
 * idle one, nor one that a transaction has in hand, whose `error` event the pool leaves to its holder (found by `npm run faults`).
 */
export function openPool(options: { url: string; poolSize: number; onError: (error: Error) => void }): Pool {
  const pool = new pg.Pool({ connectionString: options.url, max: options.poolSize, types, connectionTimeoutMillis: 10_000, statement_timeout: 60_000 })
  pool.on('error', options.onError)
  pool.on('connect', (client) => { client.on('error', options.onError) })
  return pool
}

/** SQLSTATE classes and network faults that mean "not now": connection lost, server starting or stopping, too slow, a deadlock, too many clients. */
const awayCodes = /^(08...|57P0[123]|57014|40P01|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
const awayWords = /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered|was closed))/

/** Whether a failed statement says that the database cannot be reached or has no time now; the same may go well a moment later. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error && (awayCodes.test(String((error as { code?: unknown }).code ?? '')) || awayWords.test(error.message))

/**
 * Has the database learn how large these tables are (none named: all), after many rows have come at once. By itself it does so a minute later, and until then a page of figures took a second in place of
 * a tenth.
 */
export const learnSizes = async (db: Executor, tables: readonly string[] = []): Promise<void> => {
  await db.query(`analyze ${tables.map((table) => pg.escapeIdentifier(table)).join(', ')}`)
}

/** Runs `work` in one transaction; commits when it answers, rolls back when it throws. */
export const inTransaction = <T>(pool: Pool, work: (client: Executor) => Promise<T>): Promise<T> => within(pool, 'begin', work)

/** Runs `work`, which only reads, on one snapshot: several statements see one moment. */
export const inSnapshot = <T>(pool: Pool, work: (client: Executor) => Promise<T>): Promise<T> => within(pool, 'begin isolation level repeatable read read only', work)

async function within<T>(pool: Pool, begin: string, work: (client: Executor) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const answer = await work(client)
    await client.query('commit')
    return answer
  } catch (error) {
    await client.query('rollback').catch((lost: unknown) => { broken = lost as Error })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Some rows, and the connection that sees the snapshot which they are of: whoever needs more of it asks there, as another connection may not be left. */
export interface SnapshotPage<T> { readonly rows: readonly T[]; readonly db: Executor }

/** The rows of one query on one snapshot, by pages of `size`: whoever reads slowly or ends early holds no more than a page. */
export async function* inPages<T extends pg.QueryResultRow>(pool: Pool, { text, values }: { readonly text: string; readonly values: readonly unknown[] }, size: number): AsyncGenerator<SnapshotPage<T>> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query({ text: `declare page no scroll cursor for ${text}`, values: [...values] })
    for (let isMore = true; isMore;) {
      const { rows } = await client.query<T>(`fetch ${size} from page`)
      isMore = rows.length === size
      if (rows.length > 0) yield { rows, db: client }
    }
  } finally {
    await client.query('rollback').catch((lost: unknown) => { broken = lost as Error })
    client.release(broken)
  }
}
