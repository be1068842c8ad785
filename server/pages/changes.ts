/** The trace of the registers, paged: of the whole agency, or of one person or unit. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Id } from '../../schemas/common.ts'
import { Cursor } from '../../schemas/service.ts'
import { type KeptChange, listChanges } from '../../storage/register-journal.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { isId, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { type ChangeLine, changesView } from '../views/changes.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import { administratorOrSignIn } from './admin.ts'
import { sendPage } from './common.ts'
import { type Visit, visitOf } from './visit.ts'

const pageSize = 50

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** What the line tells beside names: role, procedure, a new name, days. */
const detailsOf = ({ t }: Visit, { details }: KeptChange): string[] => {
  const { role, procedureCode, name, before, userName } = details
  const [from, to] = [text(details['validFrom'] ?? details['from']), text(details['validTo'] ?? details['lastDay'])]
  const roles: Readonly<Record<string, string>> = t.roles
  const days = from === null ? (to === null ? null : dateText(to))
    : to === null ? t.person.since(dateText(from)) : to < from ? t.standings.calledOff : t.person.stretch(dateText(from), dateText(to))
  return [
    text(role) === null ? null : roles[String(role)] ?? String(role), text(procedureCode), text(userName), text(name) === null ? null : [text(before), text(name)].join(' → '), days,
  ].filter((one) => one !== null)
}

const lineOf = (visit: Visit, change: KeptChange): ChangeLine => {
  const kinds: Readonly<Record<string, string>> = visit.t.changes
  const names = change.subjects.flatMap((id) => change.names.find((one) => one.id === id) ?? []).map((one) => inLanguage(visit.language, one))
  return {
    at: visit.format.at(change.atMs), who: change.actor.fullName, what: kinds[change.kind] ?? change.kind, decision: change.decision,
    about: [...names, ...detailsOf(visit, change)].join(', '),
  }
}

/** The latest lines about one person or unit. */
export const latestChanges = async (deps: Deps, visit: Visit, { reader }: SignedInPerson, subject: string, limit: number): Promise<ChangeLine[]> =>
  (await listChanges(deps.pool, reader.tenantId, { subject, on: reader.today, afterId: null, limit })).map((one) => lineOf(visit, one))

const ChangesQuery = Type.Object({ subject: Type.Optional(Id), after: Type.Optional(Cursor) }, { additionalProperties: false })
type ChangesQuery = Type.Static<typeof ChangesQuery>

export const declareChanges = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: ChangesQuery }>('/admin/changes', { schema: { hide: true, querystring: ChangesQuery } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { subject } = request.query
    const after = readCursor(request.query.after, [isId])
    const found = await listChanges(deps.pool, person.reader.tenantId, {
      subject: subject ?? null, on: person.reader.today, afterId: after === undefined ? null : String(after[0]), limit: pageSize,
    })
    const next = nextCursor(found, pageSize, ({ id }) => [id])
    const about = found.flatMap(({ names }) => names).find(({ id }) => id === subject)
    const body = changesView(visit, {
      lines: found.map((one) => lineOf(visit, one)), subject: about === undefined ? null : inLanguage(visit.language, about),
      next: next === null ? null : `/admin/changes?${subject === undefined ? '' : `subject=${subject}&`}after=${next}`,
    })
    return sendPage(request, reply, { title: visit.t.changeLog.title, body })
  })
}
