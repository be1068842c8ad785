/** A pool whose process dies at a chosen query: that one and all later ones fail, open transactions are left to the server, which rolls them back. */
import type { Executor, Pool } from '../../storage/pool.ts'

/** Dies at the query of this number, before the server has it, or after it was carried out and before anybody heard. */
export interface Death { readonly at: number; readonly heard: boolean }

/** The word of a process that died. */
export const killed = 'killed'

/** The pool of a process that dies so; what was committed before stays. */
export const dyingPool = (pool: Pool, { at, heard }: Death): Pool => {
  let count = 0
  const run = async (query: Executor['query'], args: unknown[]): Promise<unknown> => {
    const here = count
    count += 1
    if (here > at || (here === at && heard)) throw new Error(killed)
    const answer = await (query as (...all: unknown[]) => Promise<unknown>)(...args)
    if (here === at) throw new Error(killed)
    return answer
  }
  const connect = async (): Promise<unknown> => {
    const client = await pool.connect()
    return { query: (...args: unknown[]) => run(client.query.bind(client) as Executor['query'], args), release: (error?: Error) => client.release(error) }
  }
  return { query: (...args: unknown[]) => run(pool.query.bind(pool) as Executor['query'], args), connect } as unknown as Pool
}
