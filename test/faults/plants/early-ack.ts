/** Loaded before the service by `npm run faults -- --plant early-ack`: it then answers before the database has kept the decision. */
import pg from 'pg'

type Query = (config: unknown, ...rest: unknown[]) => unknown
const real: Query = pg.Pool.prototype.query as Query

/** How long after the answer the decision is sent to the database: so long that some are on their way at any kill, on a slow machine too. */
const lateMs = 250

const early = function (this: pg.Pool, config: unknown, ...rest: unknown[]): unknown {
  if ((config as { name?: unknown } | null)?.name !== 'save-decision') return real.call(this, config, ...rest)
  setTimeout(() => { Promise.resolve(real.call(this, config, ...rest)).catch(() => undefined) }, lateMs)
  return Promise.resolve({ rows: [], rowCount: 0 })
}
Object.assign(pg.Pool.prototype, { query: early })
