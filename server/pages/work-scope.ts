/** Which work alone the tables of work look at: what their page offers and is asked, and how it is named. */
import Type from 'typebox'
import type { OfficialForm, WorkScope } from '../../schemas/statistics.ts'
import { findProcedures } from '../../storage/work.ts'
import { listUnits } from '../../storage/units.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { treeLines } from '../../workflows/statistics/tree.ts'
import { isId } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { isWork } from '../reports/tables.ts'
import { allWork } from '../reports/work-tables.ts'
import type { ScopeFields } from '../views/statistics.ts'
import { inLanguage } from '../views/texts/index.ts'
import type { Visit } from './visit.ts'

/** What the form sends. */
export const scopeWords = { procedure: Type.Optional(Type.String({ maxLength: 64 })), unit: Type.Optional(Type.String({ maxLength: 40 })) }

const proceduresMost = 3_000

/** The scope that was asked for; all work for every other form, where nothing can be chosen. */
export const scopeOf = (form: OfficialForm, { procedure = '', unit = '' }: { readonly procedure?: string; readonly unit?: string }): WorkScope =>
  (isWork(form) ? { procedure: procedure === '' ? null : procedure, unit: isId(unit) ? unit : null } : allWork)

/** What can be chosen on a day: procedures by name, and units as they lie in the tree. */
export const scopeFields = async (deps: Deps, { language }: Visit, { reader: { tenantId } }: SignedInPerson, chosen: WorkScope, on: string): Promise<ScopeFields> => {
  const [procedures, units] = await Promise.all([findProcedures(deps.pool, tenantId, { words: '', on, limit: proceduresMost }), listUnits(deps.orm.em.fork(), tenantId, on)])
  const names = new Map(units.map(({ id, name }) => [id, inLanguage(language, name)]))
  const standing = units.filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || validTo >= on)).map(({ id }) => id)
  return {
    chosen,
    procedures: procedures.map(({ code, title }) => ({ id: code, name: inLanguage(language, title) })).sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    units: treeLines(units, new Set(standing), on).map(({ id, depth }) => ({ id, name: `${'\u00a0\u00a0'.repeat(depth)}${names.get(id) ?? id}` })),
  }
}
