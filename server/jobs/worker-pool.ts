/** Connections for the worker of the jobs, which say in its own language that the database is away for a while. */
import type { PoolClient } from 'pg'
import { isAway, openPool, type Pool } from '../../storage/pool.ts'

/** SQLSTATE of a server that starts: of all that may happen when a database goes away, the worker tries again after this one alone. */
const tryAgain = '57P03'

const inItsWords = (error: unknown): never => {
  throw isAway(error) ? Object.assign(new Error((error as Error).message, { cause: error }), { code: tryAgain }) : error
}


const patient = (client: PoolClient): PoolClient => Object.assign(Object.create(client) as PoolClient, {
  query: (text: string, values?: unknown[]) => client.query(text, values).catch(inItsWords),
  release: (error?: Error | boolean) => client.release(error),
})

type Listening = (error: Error | undefined, client: PoolClient | undefined, done: (release?: Error | boolean) => void) => void

/**
 * A pool of our own, because two habits of the worker ended the whole service when its database went away (found by `npm run faults`):
 * nobody waits for the writing of what became of a job, so that its failure is a rejection without a handler, unless it is of the kind that
 * is tried again; and of a pool that it has made it takes the listeners off before the connections are closed. Its batches are no way out:
 * when two of them fail, it waits for ever for a third.
 */
export const openWorkerPool = (options: Parameters<typeof openPool>[0]): Pool => {
  const pool = openPool(options)
  let ended = false
  const connect = (callback?: Listening) => {
    // What the worker would still try after its end is answered never: nobody waits for it.
    if (ended) return Promise.withResolvers<PoolClient>().promise
    // With a callback it is for listening, whose end the worker looks after.
    return callback === undefined ? pool.connect().then(patient, inItsWords) : pool.connect(callback)
  }
  const end = () => {
    ended = true
    return pool.end()
  }
  return Object.assign(Object.create(pool) as Pool, { connect, end, query: pool.query.bind(pool) })
}
