/** The queries of `storage/sql/`, one a file, each read once and sent as a named prepared statement. */
import { readFileSync } from 'node:fs'
import type { QueryConfig } from 'pg'

const known = new Map<string, string>()

/** The text of `storage/sql/NAME.sql`. @throws Error when there is no such file: a fault of the program. */
export function sqlText(name: string): string {
  const text = known.get(name) ?? readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8')
  known.set(name, text)
  return text
}

/** The query with its parameters, ready for `query`. */
export const statement = (name: string, values: readonly unknown[]): QueryConfig => ({ name, text: sqlText(name), values: [...values] })

/** The same without a name: planned for these values each time, for the few queries where that saves more than the millisecond it takes. */
export const plannedAnew = (name: string, values: readonly unknown[]): QueryConfig => ({ text: sqlText(name), values: [...values] })
