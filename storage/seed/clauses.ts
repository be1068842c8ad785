/** The question banks that every installation has: clauses of a standard with questions in our own words. Dated data with its source. No database. */
import { readdirSync, readFileSync } from 'node:fs'
import type { ClauseCatalogue } from '../../schemas/audit-sheet.ts'

const folder = new URL('./clauses/', import.meta.url)
let shipped: readonly ClauseCatalogue[] | undefined

/** Every shipped question bank, the older first. Read once. */
export const clauseCatalogues = (): readonly ClauseCatalogue[] => (shipped ??= readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ClauseCatalogue))
