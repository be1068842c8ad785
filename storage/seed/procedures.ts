/** The procedures that every installation starts with: eight services, eleven internal ones, and those of the event log. No database. */
import { readdirSync, readFileSync } from 'node:fs'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'

const folder = new URL('./procedures/', import.meta.url)
let shipped: readonly ProcedureDefinition[] | undefined

const readAll = (): ProcedureDefinition[] => readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ProcedureDefinition)

/** Every shipped revision, by file name. Read once. */
export const shippedProcedures = (): readonly ProcedureDefinition[] => (shipped ??= readAll())

/** The newest shipped revision of a procedure, or null. */
export const shippedProcedure = (code: string): ProcedureDefinition | null =>
  shippedProcedures().filter((definition) => definition.code === code).sort((a, b) => b.revision - a.revision)[0] ?? null
