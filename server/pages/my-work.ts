/** The first page: what waits for this person, the most urgent first. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Cursor } from '../../schemas/service.ts'
import { findAccounts } from '../../storage/accounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { actsFor, countWork, listWork, workKinds, type WorkKind } from '../../storage/work.ts'
import { nextUrgent, readUrgent } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { myWorkView } from '../views/my-work.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { rowsOf } from './rows.ts'
import { standInWords } from './stand-ins.ts'
import { visitOf } from './visit.ts'

const pageSize = 50
/** Counts on the tabs go so far: more is "more", and costs nothing. */
const countBound = 100

const WorkQuery = Type.Object({
  kind: Type.Optional(Type.String({ maxLength: 20 })), after: Type.Optional(Cursor), left: Type.Optional(Type.String({ maxLength: 5 })),
}, { additionalProperties: false })
type WorkQuery = Type.Static<typeof WorkQuery>

const kindOf = (asked: string | undefined): WorkKind => workKinds.find((kind) => kind === asked) ?? 'todo'

/** Whom the person stands in for today, by name. */
const absentNames = async (deps: Deps, { reader }: SignedInPerson): Promise<string[]> => {
  const absent = actsFor(reader).filter((id) => id !== reader.accountId)
  return (await findAccounts(deps.orm.em.fork(), reader.tenantId, absent)).map(({ fullName }) => fullName)
}

const addressOf = (kind: WorkKind, after: string): string => `/?kind=${kind}&after=${after}`

export const declareMyWork = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: WorkQuery }>('/', { schema: { hide: true, querystring: WorkQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const kind = kindOf(request.query.kind)
    const after = readUrgent(request.query.after)
    const page = { limit: pageSize, after }
    const [found, counts, substitutes, standIns] = await Promise.all([
      listWork(deps.pool, person.reader, kind, page), countWork(deps.pool, person.reader, countBound), absentNames(deps, person), standInWords(deps, visit, person)])
    const next = nextUrgent(found, pageSize)
    const body = myWorkView(visit, {
      kind, counts: { ...counts, bound: countBound }, substitutes, mine: standIns.filter(({ isMine }) => isMine).map(({ words }) => words), rows: await rowsOf(deps, visit, person, found), isFirst: after === null,
      next: next === null ? null : addressOf(kind, next), left: request.query.left !== undefined,
    })
    return sendPage(request, reply, { title: visit.t.work.title, body })
  })
}
