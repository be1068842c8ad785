/** The assignment board: what nobody has in hand in the units that a leader heads, and how much each of their people has. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import { Cursor } from '../../schemas/service.ts'
import type { AssignPart } from '../../schemas/task.ts'
import { boardDossiers, boardLoads, type BoardDossier, type Load } from '../../storage/board.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findTask, refusedTaskItems } from '../../storage/tasks.ts'
import { actionsOf } from '../../workflows/dossier/actions.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { isId, nextUrgent, readUrgent } from '../api/cursors.ts'
import { beginAssignment } from '../commands/begin-assignment.ts'
import { riskUntil } from '../commands/late-list.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson, personWith } from '../plugins/people.ts'
import { boardView, leaders, type BoardLine, type BoardNotice } from '../views/board.ts'
import { inLanguage } from '../views/texts/index.ts'
import { personOrSignIn, sendPage, wordsOf } from './common.ts'
import { fieldsOf, given, newFormKey, type Fields } from './forms.ts'
import { rowsOf } from './rows.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf, type Visit } from './visit.ts'

const pageSize = 50
/** More people than a unit has. */
const peopleMost = 200
/** Roles whose steps are handed out, and the step of the head that hands them out. */
const working: readonly Role[] = ['specialist']
const handedOut: readonly Role[] = ['specialist', 'unitHead', 'oneStopHead']

const BoardQuery = Type.Object({
  person: Type.Optional(Type.String({ maxLength: 40 })), after: Type.Optional(Cursor), task: Type.Optional(Type.String({ maxLength: 40 })),
}, { additionalProperties: false })
type BoardQuery = Type.Static<typeof BoardQuery>

const addressOf = (holderId: string | null, after: string | null): string =>
  `/board?${holderId === null ? '' : `person=${holderId}&`}${after === null ? '' : `after=${after}`}`

/** The steps that this leader may hand out now: their own step that does so, or one of somebody else's work. */
const assignable = (rules: Rules, { facts, steps }: BoardDossier): string[] => {
  const open = actionsOf(rules, facts).filter(({ event, refusal, step }) => event === 'ASSIGN' && refusal === null && steps.includes(step))
  return open.filter(({ step, role }) => rules.compiled.steps.get(step)?.role !== role
    || (rules.compiled.offersByStep.get(step)?.some((offer) => offer.event === 'ASSIGN' && offer.moves) ?? false)).map(({ step }) => step)
}

const partName = ({ dossierId, step }: Pick<AssignPart, 'dossierId' | 'step'>): string => `pick.${dossierId}.${step}`

const linesOf = async (deps: Deps, visit: Visit, person: SignedInPerson, found: readonly BoardDossier[], typed: Fields): Promise<BoardLine[]> => {
  const rows = await rowsOf(deps, visit, person, found)
  const lines = await Promise.all(found.map(async (one, index) => {
    const rules = await deps.rules.rulesOf(one.dossier)
    return assignable(rules, one).map((step): BoardLine => {
      const name = partName({ dossierId: one.dossier.id, step })
      const stepText = inLanguage(visit.language, rules.compiled.steps.get(step)?.name ?? { vi: step, en: step })
      return { row: rows[index]!, step: stepText, name, value: String(one.dossier.version), picked: typed.has(name) || typed.get('review') === 'all' }
    })
  }))
  return lines.flat()
}

/** What came of the assignment that led here. */
const noticeOf = async (deps: Deps, visit: Visit, person: SignedInPerson, taskId: string | undefined): Promise<BoardNotice | null> => {
  const task = taskId === undefined || !isId(taskId) ? null : await findTask(deps.pool, person.reader, taskId)
  if (task?.kind !== 'assign') return null
  const { done, refused } = (task.result ?? { done: 0, refused: 0 }) as { done: number; refused: number }
  const parts = refused === 0 ? [] : await refusedTaskItems(deps.pool, person.reader, task.id, pageSize)
  return {
    id: task.id, isDone: task.state === 'done', done, refused, why: parts.map(({ dossierId, code, outcome }) => ({
      dossierId, code: code ?? visit.t.app.none, why: wordsOf(new DomainError(outcome as DomainError['code']), visit.language),
    })),
  }
}

interface Back { readonly typed: Fields; readonly why: DomainError | null }

const sendBoard = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, page: { person: SignedInPerson; query: BoardQuery; back: Back }): Promise<FastifyReply> => {
  const { person, query, back } = page
  const nowMs = deps.clock.nowMs()
  const holderId = query.person !== undefined && isId(query.person) ? query.person : null
  const visit = { ...visitOf(request), path: addressOf(holderId, query.after ?? null) }
  const [found, loads, notice] = await Promise.all([
    boardDossiers(deps.pool, person.reader, { holderId, leading: leaders, working: handedOut }, { after: readUrgent(query.after), limit: pageSize }),
    boardLoads(deps.pool, person.reader, { leading: leaders, working }, { nowMs, soonMs: await riskUntil(deps, person, nowMs), limit: peopleMost }),
    noticeOf(deps, visit, person, query.task),
  ])
  const next = nextUrgent(found, pageSize)
  const body = boardView(visit, {
    lines: await linesOf(deps, visit, person, found, back.typed), loads: byLoad(loads), key: newFormKey(), holder: loads.find(({ id }) => id === holderId) ?? null,
    chosen: back.typed.get('assigneeId') ?? null, why: back.why === null ? null : wordsOf(back.why, visit.language), notice,
    first: query.after === undefined ? null : addressOf(holderId, null), next: next === null ? null : addressOf(holderId, next), after: query.after ?? null,
  })
  return sendPage(request, reply, { title: visit.t.board.title, body, status: back.why === null ? 200 : errorKinds[back.why.code].status })
}

/** Whoever has least stands first. */
const byLoad = (loads: readonly Load[]): Load[] => [...loads].sort((a, b) => a.open - b.open || a.late - b.late)

const partsOf = (fields: Fields): AssignPart[] => [...fields].flatMap(([name, version]) => {
  const [, dossierId, step] = /^pick\.([0-9a-f-]{36})\.(.{1,200})$/.exec(name) ?? []
  return dossierId === undefined || step === undefined || !isId(dossierId) || !/^[1-9]\d{0,8}$/.test(version) ? [] : [{ dossierId, step, version: Number(version) }]
})

const nothingTyped: Back = { typed: new Map(), why: null }

/** @throws DomainError assignment-empty, and what `beginAssignment` refuses */
const begin = async (deps: Deps, person: SignedInPerson, fields: Fields): Promise<string> => {
  const [parts, assigneeId] = [partsOf(fields), given(fields, 'assigneeId')]
  if (assigneeId === undefined || !isId(assigneeId)) throw new DomainError('assignment-empty')
  return beginAssignment(deps, { person, key: fields.get('key') ?? '', assigneeId, parts })
}

export const declareBoard = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: BoardQuery }>('/board', { schema: { hide: true, querystring: BoardQuery } }, async (request, reply) => {
    if (await personOrSignIn(deps, request, reply) === null) return reply
    return sendBoard(deps, request, reply, { person: personWith(request, leaders), query: request.query, back: nothingTyped })
  })
  pages.post('/board', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const fields = fieldsOf(request.body)
    const query: BoardQuery = Object.fromEntries(['person', 'after'].flatMap((name) => (given(fields, name) === undefined ? [] : [[name, given(fields, name)]])))
    if (await lookUpPerson(deps, request) === null) return askToSignIn(request, reply, addressOf(query.person ?? null, query.after ?? null))
    const person = personWith(request, leaders)
    const back = { person, query, back: { typed: fields, why: null } }
    if (fields.has('review')) return sendBoard(deps, request, reply, back)
    try {
      const taskId = await begin(deps, person, fields)
      const task = await findTask(deps.pool, person.reader, taskId)
      return await reply.redirect(task?.state === 'done' ? `/board?task=${taskId}` : `/tasks/${taskId}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return sendBoard(deps, request, reply, { ...back, back: { typed: fields, why: error } })
    }
  })
}
