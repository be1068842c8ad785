/** One objective, and what lies behind its numbers. */
import { DomainError } from '../../../schemas/errors.ts'
import type { Objective, ObjectiveFigure, ObjectiveStanding } from '../../../schemas/objective.ts'
import type { ListedDossier, Reader } from '../../../storage/dossiers.ts'
import { objectiveVersions, registerBehind, speedBehind, type RegisterLine, type StoredObjective } from '../../../storage/objectives.ts'
import { dossiersBehind } from '../../../storage/statistics.ts'
import { formatInstant } from '../../../workflows/calendar/index.ts'
import { countings, type Counting } from '../../../workflows/objectives/formulas.ts'
import { standings } from '../../../workflows/statistics/counts.ts'
import { behindConformance } from '../conformance.ts'
import { questionOf, type Known, type ObjectiveDeps } from './count.ts'
import { countedUnits, objectivesOf } from './standing.ts'

/** An objective with every version, the newest first; `standing` of one that was given up has nothing counted. */
export interface ReadObjective { readonly standing: ObjectiveStanding; readonly versions: readonly [StoredObjective, ...StoredObjective[]] }

const unjudged = (objective: Objective, asOf: string): ObjectiveStanding => ({
  objective, asOf, quarters: [], trend: 'unknown', forecast: null, units: [],
  year: { period: String(objective.year), from: objective.on, to: objective.on, ended: false, hits: null, total: null, value: '–', target: objective.target, version: objective.version, light: 'grey' },
})

/** @throws DomainError not-found */
export async function readObjective(deps: ObjectiveDeps, known: Known, id: string): Promise<ReadObjective> {
  const [newest, ...older] = await objectiveVersions(deps.pool, known.tenantId, { id })
  if (newest === undefined) throw new DomainError('not-found')
  const [standing] = newest.objective.withdrawn ? [] : await objectivesOf(deps, known, { year: newest.objective.year, id })
  return { standing: standing ?? unjudged(newest.objective, formatInstant(newest.atMs, known.zone)), versions: [newest, ...older] }
}

/** Which part of a number: what counts, what does not, or the whole; and of a unit below, or of all that the objective is about. */
export interface PartBehind { readonly what: 'hits' | 'misses' | 'total'; readonly unitId: string | null }
/** What lies behind a number: dossiers, or lines of the register; only those that the reader may see. */
export type Behind = { readonly kind: 'dossiers'; readonly found: readonly ListedDossier[] } | { readonly kind: 'register'; readonly found: readonly RegisterLine[] }

const registerMost = 200

const isAsked = ({ what }: PartBehind, isHit: boolean): boolean => what === 'total' || isHit === (what === 'hits')
const wordsBehind = (counting: Extract<Counting, { from: 'standings' }>, part: PartBehind): string[] =>
  [...standings].flatMap(([word, standing]) => (counting.of(standing) && isAsked(part, counting.hit(standing)) ? [word] : []))

/** A page of what a figure counts, by the same rule that counted it. */
export async function behindObjective(
  deps: ObjectiveDeps, reader: Reader, { objective, figure, part }: { readonly objective: Objective; readonly figure: Pick<ObjectiveFigure, 'from' | 'to'>; readonly part: PartBehind },
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<Behind> {
  const { tenantId, zone } = reader
  const counting = countings[objective.formula]
  const units = await countedUnits(deps, tenantId, part.unitId ?? objective.unitId, figure.to)
  const question = questionOf(deps, { tenantId, zone, knownAtMs: null }, figure)
  switch (counting.from) {
    case 'register': return { kind: 'register', found: await registerBehind(deps.pool, reader, { from: figure.from, to: figure.to, complaints: counting.source !== null, units }, registerMost) }
    case 'speed': return { kind: 'dossiers', found: await speedBehind(deps.pool, reader, { ...question, units, isFast: part.what === 'total' ? null : part.what === 'hits' }, page) }
    case 'standings': return { kind: 'dossiers', found: await dossiersBehind(deps.pool, tenantId, reader, { ...question, standings: wordsBehind(counting, part), units, key: {} }, page) }
    case 'conformance': {
      const what = part.what === 'total' ? undefined : part.what === 'hits' ? 'exact' as const : 'deviating' as const
      return { kind: 'dossiers', found: await behindConformance(deps, { tenantId, zone, reader }, { from: figure.from, to: figure.to, procedure: null }, { what, units }, page) }
    }
  }
}
