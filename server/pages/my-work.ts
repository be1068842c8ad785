/** The first page: what waits for this person, the most urgent first. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Cursor } from '../../schemas/service.ts'
import { findAccounts } from '../../storage/accounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { actsFor, countOtherWork, countWork, listWork, workKinds, type WorkKind } from '../../storage/work.ts'
import { nextUrgent, readUrgent } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { dutyYearOf } from '../reports/year.ts'
import { myWorkView, type OtherWorkPanel } from '../views/my-work.ts'
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

const isoKeepers: ReadonlySet<string> = new Set(['isoSecretary', 'qualityManager'])

/** What else waits: shown above the first page of what is to do. Those who keep the management system see how its year stands. */
const otherWorkOf = async (deps: Deps, { reader }: SignedInPerson): Promise<OtherWorkPanel> => {
  const [lines, year] = await Promise.all([
    countOtherWork(deps.pool, reader, countBound),
    reader.roles.some(({ role }) => isoKeepers.has(role)) ? dutyYearOf(deps, reader, Number(reader.today.slice(0, 4))) : null])
  const duties = year === null ? [] : [...year.before, ...year.duties]
  const standing = (wanted: string): number => duties.filter((one) => one.standing === wanted).length
  return { lines, bound: countBound, today: reader.today, year: year === null ? null : { late: standing('late'), soon: standing('soon') } }
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
    const [found, counts, substitutes, standIns, other] = await Promise.all([
      listWork(deps.pool, person.reader, kind, page), countWork(deps.pool, person.reader, countBound), absentNames(deps, person), standInWords(deps, visit, person),
      kind === 'todo' && after === null ? otherWorkOf(deps, person) : null])
    const next = nextUrgent(found, pageSize)
    const body = myWorkView(visit, {
      kind, counts: { ...counts, bound: countBound }, substitutes, mine: standIns.filter(({ isMine }) => isMine).map(({ words }) => words), rows: await rowsOf(deps, visit, person, found), isFirst: after === null,
      next: next === null ? null : addressOf(kind, next), left: request.query.left !== undefined, other,
    })
    return sendPage(request, reply, { title: visit.t.work.title, body })
  })
}
