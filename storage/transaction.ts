/** Plain statements within a transaction of the ORM, for work that needs registers and dossiers kept together or not at all. */
import type { EntityManager } from '@mikro-orm/core'
import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { QueryConfig } from 'pg'
import type { Executor } from './pool.ts'

const numbered = /\$(\d+)/g

/** A list as PostgreSQL writes an array: the ORM would put the members of a list one beside the other. */
const arrayText = (values: readonly unknown[]): string => `{${values.map((one) => (one === null ? 'NULL' : `"${String(one).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`

/**
 * Runs statements on the connection of `em`'s transaction. The ORM binds no parameters in plain statements: it writes them into the
 * text, escaped, so each is parsed anew; use it for rare, large work.
 */
export const executorIn = (em: EntityManager): Executor => {
  const connection = (em as SqlEntityManager).getConnection()
  const query = async ({ text, values = [] }: QueryConfig<unknown[]>): Promise<{ rows: unknown[] }> => {
    if (text.includes('?')) throw new Error('a statement with a question mark cannot be run through the ORM')
    const inOrder = [...text.matchAll(numbered)].map(([, place]) => values[Number(place) - 1]).map((value) => (Array.isArray(value) ? arrayText(value) : value))
    return { rows: await connection.execute(text.replaceAll(numbered, '?'), inOrder, 'all', em.getTransactionContext()) }
  }
  return { query } as Executor
}
