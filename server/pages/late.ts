/** What is late or about to be, in the units that a person may see, and why: whose time it was, and which step went over its limit. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Account, Unit } from '../../schemas/agency.ts'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { Cursor } from '../../schemas/service.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { journalsOf, type ListedDossier } from '../../storage/dossiers.ts'
import { listGrants } from '../../storage/grants.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { findProcedures } from '../../storage/work.ts'
import { noReasons, reasonsOf, type Reasons } from '../../workflows/dossier/reasons.ts'
import { isId, nextUrgent, readUrgent } from '../api/cursors.ts'
import { beginEvidence, type EvidenceChoice } from '../commands/export-evidence.ts'
import { listLate, type LateQuestion } from '../commands/late-list.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson, personWith } from '../plugins/people.ts'
import { addressOf } from '../views/address.ts'
import { lateRoles } from '../views/evidence.ts'
import { lateView, type Choice, type EvidenceBack, type LateLine } from '../views/late.ts'
import { inLanguage } from '../views/texts/index.ts'
import { readDate } from '../views/times.ts'
import { countNotices, personOrSignIn, sendPage, wordsOf } from './common.ts'
import { amountText, keeperText, useText } from './dossier-facts.ts'
import { fieldsOf, given, type Fields } from './forms.ts'
import { rowsOf } from './rows.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf, type Visit } from './visit.ts'

const pageSize = 50
/** Entries of one journal that are read for its reasons. */
const entriesMost = 500
/** Keepers that a line has room for. */
const keepersMost = 2
const proceduresMost = 3000

const LateQuery = Type.Object({
  scope: Type.Optional(Type.String({ maxLength: 10 })), unit: Type.Optional(Type.String({ maxLength: 40 })), procedure: Type.Optional(Type.String({ maxLength: 64 })),
  person: Type.Optional(Type.String({ maxLength: 40 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type LateQuery = Type.Static<typeof LateQuery>

const idOrNone = (value: string | undefined): string | undefined => (value !== undefined && isId(value) ? value : undefined)

/** What is asked; a filter that is not filled in is none. */
const questionOf = ({ scope, unit, procedure, person }: LateQuery): LateQuestion => ({
  scope: scope === 'soon' ? 'soon' : 'late', unitId: idOrNone(unit), procedureCode: procedure === '' ? undefined : procedure, holderId: idOrNone(person),
})

const lateAddress = ({ scope, unitId, procedureCode, holderId }: LateQuestion, after?: string): string =>
  addressOf('/late', { scope, unit: unitId, procedure: procedureCode, person: holderId, after })

/** The journals behind the lines, read at once. */
const reasonsFor = async (deps: Deps, person: SignedInPerson, found: readonly ListedDossier[]): Promise<Reasons[]> => {
  const journals = await journalsOf(deps.pool, person.reader.tenantId, found.map(({ dossier }) => dossier.id), entriesMost)
  const nowMs = deps.clock.nowMs()
  return Promise.all(found.map(async ({ dossier }) =>
    reasonsOf(await deps.rules.rulesOf(dossier), journals.get(dossier.id) ?? [], dossier.clock.endedAtMs ?? nowMs)))
}

interface Names { readonly units: readonly Unit[]; readonly people: readonly Account[] }

const whyOf = (visit: Visit, names: Names, { unit, keepers, steps }: Reasons): Pick<LateLine, 'whose' | 'over'> => ({
  whose: keepers.slice(0, keepersMost).map((one) => ({ keeper: one.keeper, text: `${amountText(visit, unit, one.used)} (${visit.format.number(Math.round(one.share * 100))}%) ${keeperText(names, visit, one)}` })),
  over: steps.filter(({ over }) => over).map((use) => `${useText(use, visit)}: ${inLanguage(visit.language, use.step.name)}`),
})

/** The lines with their reasons, as the page and the export show them. */
export const lateLines = async (deps: Deps, visit: Visit, person: SignedInPerson, found: readonly ListedDossier[]): Promise<LateLine[]> => {
  const [rows, reasons] = await Promise.all([rowsOf(deps, visit, person, found), reasonsFor(deps, person, found)])
  const em = deps.orm.em.fork()
  const names = {
    units: await listUnits(em, person.reader.tenantId, person.reader.today),
    people: await findAccounts(em, person.reader.tenantId, reasons.flatMap(({ keepers }) => keepers.flatMap(({ accountId }) => accountId ?? []))),
  }
  return rows.map((row, index) => ({ row, ...whyOf(visit, names, reasons[index] ?? noReasons) }))
}

/** What may be chosen in the three filters: of what the person may see. */
const choicesFor = async (deps: Deps, visit: Visit, { reader }: SignedInPerson): Promise<{ units: Choice[]; procedures: Choice[]; people: Choice[] }> => {
  const em = deps.orm.em.fork()
  const [units, grants, procedures] = await Promise.all([
    listUnits(em, reader.tenantId, reader.today), listGrants(deps.orm.em.fork(), reader.tenantId, reader.today),
    findProcedures(deps.pool, reader.tenantId, { words: '', on: reader.today, limit: proceduresMost })])
  const people = await findAccounts(deps.orm.em.fork(), reader.tenantId, grants.filter(({ unitId }) => reader.units.includes(unitId)).map(({ accountId }) => accountId))
  const named = (list: readonly Choice[]): Choice[] => [...list].sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  return {
    units: units.filter(({ id, validTo }) => reader.units.includes(id) && (validTo === null || validTo >= reader.today)).map(({ id, name }) => ({ id, name: inLanguage(visit.language, name) })),
    procedures: named(procedures.map(({ code, title }) => ({ id: code, name: inLanguage(visit.language, title) }))),
    people: named(people.map(({ id, fullName }) => ({ id, name: fullName }))),
  }
}

const sendLate = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, { person, query, back = null, status = 200 }: { person: SignedInPerson; query: LateQuery; back?: EvidenceBack | null; status?: number }): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: back === null ? request.url : lateAddress(questionOf(query)) }
  const question = questionOf(query)
  const found = await listLate(deps, person, question, { after: readUrgent(query.after), limit: pageSize })
  const next = nextUrgent(found, pageSize)
  const body = lateView(visit, {
    question, back, lines: await lateLines(deps, visit, person, found), choices: await choicesFor(deps, visit, person),
    first: query.after === undefined ? null : lateAddress(question), next: next === null ? null : lateAddress(question, next),
    other: { late: lateAddress({ ...question, scope: 'late' }), soon: lateAddress({ ...question, scope: 'soon' }) },
  })
  return sendPage(request, reply, { title: visit.t.late.title, body, status, path: visit.path })
}

/** What a pack is asked for: what was ticked, else the days, else the list from its top. @throws DomainError invalid-request where the days are none */
const choiceOf = (fields: Fields, question: LateQuestion): EvidenceChoice => {
  if (!fields.has('period')) {
    const ids = [...fields.keys()].flatMap((name) => (/^dossier\.(.+)$/.exec(name)?.[1] ?? [])).filter(isId)
    return ids.length > 0 ? { ids } : { late: question }
  }
  const [from, to] = [readDate(given(fields, 'from') ?? ''), readDate(given(fields, 'to') ?? '')]
  if (from === null || to === null || from > to) throw new DomainError('invalid-request')
  return { days: { from, to }, unitId: question.unitId }
}

/** The pack as a task, with its progress. */
const declareEvidencePack = (pages: FastifyInstance, deps: Deps): void => {
  pages.post('/late/evidence', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    if (await lookUpPerson(deps, request) === null) return askToSignIn(request, reply, '/late')
    const person = personWith(request, lateRoles)
    await countNotices(deps, request)
    const fields = fieldsOf(request.body)
    const query = Object.fromEntries(['scope', 'unit', 'procedure', 'person'].flatMap((name) => (given(fields, name) === undefined ? [] : [[name, given(fields, name)]]))) as LateQuery
    const visit = visitOf(request)
    try {
      const choice = choiceOf(fields, questionOf(query))
      return await reply.redirect(`/tasks/${await beginEvidence(deps, { person, key: fields.get('key') ?? '', choice })}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return sendLate(deps, request, reply, { person, query, back: { typed: fields, words: error.code === 'invalid-request' ? visit.t.action.badDate : wordsOf(error, visit.language) }, status: errorKinds[error.code].status })
    }
  })
}

export const declareLate = (pages: FastifyInstance, deps: Deps): void => {
  declareEvidencePack(pages, deps)
  pages.get<{ Querystring: LateQuery }>('/late', { schema: { hide: true, querystring: LateQuery } }, async (request, reply) => {
    if (await personOrSignIn(deps, request, reply) === null) return reply
    return sendLate(deps, request, reply, { person: personWith(request, lateRoles), query: request.query })
  })
}
