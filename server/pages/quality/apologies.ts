/** The register of apologies, and the apology of one dossier. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { ApologyQuery, type ApologyRegister, NewApologyLetter } from '../../../schemas/apology.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { readDossier } from '../../../storage/dossiers.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { statisticsNames } from '../../../storage/statistics.ts'
import { listUnits } from '../../../storage/units.ts'
import { mayRecordApology } from '../../../workflows/dossier/apology.ts'
import { idOf } from '../../api/common.ts'
import { apologyOf, apologyRegister, recordApologyLetter } from '../../commands/apologies.ts'
import type { Deps } from '../../deps.ts'
import { xlsxType } from '../../render/xlsx.ts'
import { apologiesCsv, apologiesXlsx, type ApologyFile } from '../../reports/apology-files.ts'
import { audienceOf } from '../../reports/statistics.ts'
import type { FormBack, FormPlan } from '../../views/form.ts'
import { apologiesView, apologyDetailView } from '../../views/quality/apologies.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { dateText } from '../../views/times.ts'
import { bodyOf, declareFormPage, typed, typedDay } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { askedOf, FiguresQuery } from '../figures-question.ts'
import { type Visit, visitOf } from '../visit.ts'
import { mayDo } from './nonconformities.ts'

interface Names { readonly units: ReadonlyMap<string, string>; readonly procedures: ReadonlyMap<string, string> }

/** What units and procedures are called. */
const namesFor = async (deps: Deps, { language }: Visit, { reader }: SignedInPerson): Promise<Names> => {
  const { procedures } = await statisticsNames(deps.pool, reader.tenantId)
  const units = await listUnits(deps.orm.em.fork(), reader.tenantId, reader.today)
  return { units: new Map(units.map(({ id, name }) => [id, inLanguage(language, name)])), procedures: new Map([...procedures].map(([code, title]) => [code, inLanguage(language, title)])) }
}

const registerFor = async (deps: Deps, { reader }: SignedInPerson, range: { readonly from: string; readonly to: string }): Promise<ApologyRegister> =>
  apologyRegister(deps, audienceOf(reader), range)

const declareList = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: FiguresQuery }>('/apologies', { schema: { hide: true, querystring: FiguresQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { range, choice } = askedOf(visit, request.query, person.reader.today)
    const tooMany = (error: unknown): null => { if (error instanceof DomainError && error.code === 'period-too-long') return null; throw error }
    const register = range === null ? null : await registerFor(deps, person, range).catch(tooMany)
    const fault = choice.fault ?? (register === null ? visit.t.apologies.tooMany : null)
    return sendPage(request, reply, { title: visit.t.apologies.title, body: apologiesView(visit, { choice, register, fault, ...await namesFor(deps, visit, person) }), status: fault === null ? 200 : 422 })
  })
}

const declareFiles = (pages: FastifyInstance, deps: Deps): void => {
  for (const kind of ['xlsx', 'csv'] as const) pages.get<{ Querystring: Type.Static<typeof ApologyQuery> }>(`/apologies/register.${kind}`, { schema: { hide: true, querystring: ApologyQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { t, format } = visit
    const register = await registerFor(deps, person, request.query)
    const file: ApologyFile = { lines: register.lines, ...await namesFor(deps, visit, person), stretch: t.statistics.stretch(dateText(register.from), dateText(register.to)), asOf: format.at(deps.clock.nowMs()) }
    reply.header('content-disposition', `attachment; filename="thu-xin-loi.${kind}"`)
    return kind === 'xlsx' ? reply.type(xlsxType).send(Buffer.from(await apologiesXlsx(t, file))) : reply.type('text/csv; charset=utf-8').send(apologiesCsv(t, file))
  })
}

const recordPlan = ({ t }: Visit, id: string, today: string): FormPlan => ({
  id: 'letter', path: `/dossiers/${id}/apology`, title: t.apologies.record, submit: t.apologies.save, note: t.apologies.recordHint,
  fields: [{ kind: 'text', name: 'number', label: t.apologies.letterNumber, max: 60 }, { kind: 'day', name: 'on', label: t.apologies.letterOn, value: today }],
})

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/dossiers/${id}/apology` }
  const found = await readDossier(deps.pool, person.reader, { id: idOf(id) })
  if (found === null) throw new DomainError('not-found')
  const { facts } = found
  const known = await apologyOf(deps, person, id)
  const isOpen = known.line?.by !== 'letter' && facts.dossier.receivedAtMs !== null && mayDo(() => mayRecordApology(facts.actor, [...facts.responsibleLine, ...facts.receivingLine]))
  const code = facts.dossier.code ?? visit.t.work.noCode
  const body = apologyDetailView(visit, {
    dossier: { id, code }, known, plan: isOpen && (known.line !== null || known.prepared) ? recordPlan(visit, id, person.reader.today) : null, back,
    done: (request.query as { done?: string }).done !== undefined,
  })
  return sendPage(request, reply, { title: `${visit.t.apologies.ofDossier} ${code}`, body, status })
}

/** The register under /apologies, and /dossiers/:id/apology. */
export const declareApologyPages = (pages: FastifyInstance, deps: Deps): void => {
  declareList(pages, deps)
  declareFiles(pages, deps)
  const shown = showOne(deps)
  const DoneQuery = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) }, { additionalProperties: false })
  declareFormPage(pages, deps, {
    path: '/dossiers/:id/apology', readers: null, query: DoneQuery, roles: null, show: shown,
    act: async ({ person, id, key, fields }) => {
      await recordApologyLetter(deps, { person, key, id: idOf(id), body: bodyOf(NewApologyLetter, { number: typed(fields, 'number'), on: typedDay(fields, 'on') }) })
      return `/dossiers/${id}/apology?done=1`
    },
  })
}
