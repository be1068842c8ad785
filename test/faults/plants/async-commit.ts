/** Loaded before the service by `npm run faults -- --plant async-commit`: PostgreSQL then confirms commits that are not on disk yet. */
import pg from 'pg'

type Connect = (...rest: unknown[]) => unknown
const real: Connect = pg.Client.prototype.connect as Connect

const careless = function (this: pg.Client, ...rest: unknown[]): unknown {
  Object.assign(this, { connectionParameters: Object.assign(Reflect.get(this, 'connectionParameters') as object, { options: '-c synchronous_commit=off' }) })
  return real.call(this, ...rest)
}
Object.assign(pg.Client.prototype, { connect: careless })
