/** The catalogue of procedures, and one revision with its flowchart, steps, limits and what the check finds. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../../schemas/errors.ts'
import { officialStatuses } from '../../../schemas/procedure.ts'
import { documentOfProcedure } from '../../../storage/documents/save.ts'
import { listRevisions, type StoredProcedure } from '../../../storage/procedures.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { findProcedures } from '../../../storage/work.ts'
import type { CompiledProcedure } from '../../../workflows/procedure/compile.ts'
import { migrationReaders } from '../../../workflows/dossier/migration-authority.ts'
import { checkDefinition } from '../../commands/publish-procedure.ts'
import type { Deps } from '../../deps.ts'
import { flowchart } from '../../render/flowchart.ts'
import { catalogueView, procedureView, type ProcedureStep } from '../../views/procedures/catalogue.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { dateText } from '../../views/times.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { limitText } from '../dossier-facts.ts'
import { visitOf, type Visit } from '../visit.ts'

/** More than an agency has in force. */
const catalogueMost = 3000

const declareCatalogue = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) }, { additionalProperties: false })
  pages.get<{ Querystring: { q?: string } }>('/procedures', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const words = request.query.q ?? ''
    const found = await findProcedures(deps.pool, person.reader.tenantId, { words, on: person.reader.today, limit: catalogueMost })
    return sendPage(request, reply, { title: visit.t.procedures.title, body: catalogueView(visit, words, found) })
  })
}

const stepsOf = ({ steps }: CompiledProcedure, visit: Visit): ProcedureStep[] => {
  const { t, language } = visit
  return [...steps.values()].filter(({ isFinal }) => !isFinal).map((step) => ({
    name: inLanguage(language, step.name), role: step.role === null ? t.app.none : t.roles[step.role], place: t.places[step.place],
    limit: step.limit === null ? t.app.none : limitText(visit, step.limit), status: officialStatuses[step.status]?.[language] ?? t.app.none, output: step.output ?? '',
  }))
}

/** From when, and until when if that is settled. */
export const inForceText = ({ t }: Visit, { validFrom, validTo }: StoredProcedure): string =>
  (validTo === null ? t.procedures.from(dateText(validFrom)) : t.procedures.until(dateText(validFrom), dateText(validTo)))

const sendOne = async (deps: Deps, person: SignedInPerson, visit: Visit, { code, revision }: { code: string; revision: number | null }) => {
  const revisions = await listRevisions(deps.orm.em.fork(), person.reader.tenantId, code)
  const stored = revision === null ? revisions.findLast(({ status }) => status === 'effective') : revisions.find(({ definition }) => definition.revision === revision)
  if (stored === undefined) throw new DomainError('not-found')
  const { definition, hash } = stored
  const compiled = deps.rules.keepProcedure(hash, definition)
  const { findings } = await checkDefinition(deps, person, definition)
  const carrier = await documentOfProcedure(deps.pool, person.reader.tenantId, code, definition.revision)
  return procedureView(visit, {
    mayMigrate: person.reader.roles.some(({ role }) => migrationReaders.includes(role)),
    document: carrier === undefined ? null : { id: carrier.documentId, code: carrier.documentCode },
    definition, inForce: inForceText(visit, stored), limit: limitText(visit, definition.limit), chart: flowchart(compiled, visit.language), steps: stepsOf(compiled, visit), findings,
    revisions: revisions.map((one) => ({ revision: one.definition.revision, inForce: inForceText(visit, one), status: one.status, isShown: one === stored })),
  })
}

export const declareProcedurePages = (pages: FastifyInstance, deps: Deps): void => {
  declareCatalogue(pages, deps)
  pages.get<{ Params: { code: string; revision?: string } }>('/procedures/:code/:revision?', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { code, revision } = request.params
    const body = await sendOne(deps, person, visit, { code, revision: revision === undefined || revision === '' ? null : Number(revision) })
    return sendPage(request, reply, { title: code, body })
  })
}
