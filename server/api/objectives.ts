/** Quality objectives over HTTP: read by everybody of the agency (ISO 9001:2015, 7.3), kept by the ISO secretary and the quality manager. */
import Type from 'typebox'
import { closed, Instant } from '../../schemas/common.ts'
import { NewObjective, Objective, ObjectiveChange, ObjectiveDetail, ObjectivesOfYear, ObjectiveWithdrawal, type ObjectiveVersion } from '../../schemas/objective.ts'
import type { StoredObjective } from '../../storage/objectives.ts'
import { formatInstant, parseInstant } from '../../workflows/calendar/index.ts'
import { alterObjective, enterObjective, objectiveKeepers as roles, withdrawObjective } from '../commands/enter-objective.ts'
import { reportingYearOf } from '../../workflows/objectives/periods.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { readObjective } from '../reports/objectives/read.ts'
import { objectivesOf } from '../reports/objectives/standing.ts'
import { ById, idOf, problems } from './common.ts'
import type { Api } from './types.ts'
import { declareChange, declareNew } from './writes.ts'

const tag = 'objectives'
const Question = closed({ year: Type.Optional(Type.Integer({ minimum: 2015, maximum: 2100, description: 'Reporting year; the one of today when not given' })), asOf: Type.Optional(Instant) })

/** A version as programs see it. */
const versionOf = ({ objective, atMs, by }: StoredObjective, zone: string): ObjectiveVersion => ({ ...objective, at: formatInstant(atMs, zone), by })

/** Declares the objectives under /objectives. */
export const declareObjectives = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/objectives', { preHandler, schema: { tags: [tag], summary: 'The objectives of a year with what was achieved', querystring: Question, response: { 200: ObjectivesOfYear, ...problems } } }, async (request) => {
    const { tenantId, zone, today } = personOf(request).reader
    const { year = reportingYearOf(today), asOf } = request.query
    return { year, items: await objectivesOf(deps, { tenantId, zone, knownAtMs: asOf === undefined ? null : parseInstant(asOf, zone) }, { year }) }
  })
  api.get('/objectives/:id', { preHandler, schema: { tags: [tag], summary: 'An objective as it stands, and every version of it', params: ById, response: { 200: ObjectiveDetail, ...problems } } }, async (request) => {
    const { tenantId, zone } = personOf(request).reader
    const { standing, versions } = await readObjective(deps, { tenantId, zone, knownAtMs: null }, idOf(request.params.id))
    return { standing, versions: versions.map((one) => versionOf(one, zone)) }
  })
  declareNew(api, deps, '/objectives', { tag, roles, summary: 'Set an objective by a decision', body: NewObjective, answer: Objective }, (asked) => enterObjective(deps, asked))
  declareChange(api, deps, '/objectives/:id/changes', { tag, roles, summary: 'Change an objective by a newer decision: every version stays', body: ObjectiveChange, answer: Objective }, (asked) => alterObjective(deps, asked))
  declareChange(api, deps, '/objectives/:id/withdrawal', { tag, roles, summary: 'Give an objective up by a decision', body: ObjectiveWithdrawal, answer: Objective }, (asked) => withdrawObjective(deps, asked))
}
