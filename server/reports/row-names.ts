/** What rows of figures are called where nobody's language is known, as on the command line: names in Vietnamese, as on papers. */
import type { RowKey } from '../../schemas/statistics.ts'
import { readNames } from '../../storage/papers.ts'
import type { Deps } from '../deps.ts'
import { figuresNamer } from './figures-file.ts'
import { stepNamer } from './step-names.ts'

/** Tells the name of each of the keys, its cuts one after another; units as they stood on a day, procedures with their code. */
export const rowNamer = async (deps: Pick<Deps, 'pool' | 'orm' | 'rules'>, tenantId: string, on: string, keys: readonly RowKey[]): Promise<(key: RowKey) => string> => {
  const steps = keys.flatMap(({ procedure, step }) => (procedure === null || step === undefined ? [] : [{ procedure, step }]))
  const [nameOf, stepOf, { people }] = await Promise.all([
    figuresNamer(deps, tenantId, on), stepNamer(deps, tenantId, steps), readNames(deps.pool, tenantId, { units: [], people: keys.flatMap(({ person }) => person ?? []) }, on),
  ])
  const partOf = ({ procedure }: RowKey, cut: string, value: string): string => {
    if (cut === 'procedure') return `${nameOf(value)} (${value})`
    if (cut === 'revision') return `${nameOf(value.split('@')[0] ?? value)} (${value})`
    if (cut === 'step') return stepOf({ procedure: procedure ?? '', step: value }).vi
    if (cut === 'person') return people.get(value) ?? value
    return cut === 'field' || cut === 'unit' ? nameOf(value) : value
  }
  return (key) => Object.entries(key).flatMap(([cut, value]) => (value === null || value === undefined ? [] : [partOf(key, cut, value)])).join(' · ') || '–'
}
