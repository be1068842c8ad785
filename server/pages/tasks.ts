/** A person's own long work: a list, and for each a page with its progress, which htmx asks for again and again and which a reload shows as well. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { Cursor } from '../../schemas/service.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findTask, listTasks, refusedTaskItems, type OwnTask } from '../../storage/tasks.ts'
import { isId, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { taskBox, tasksView, taskView, type TaskShown } from '../views/tasks.ts'
import { isPartWanted, personOrSignIn, sendPage, sendPart, wordsOf } from './common.ts'
import { visitOf, type Visit } from './visit.ts'

const pageSize = 50
const refusalsMost = 200

const shown = async (deps: Deps, visit: Visit, { reader }: SignedInPerson, task: OwnTask): Promise<TaskShown> => {
  const refused = task.kind === 'assign' && task.state === 'done' ? await refusedTaskItems(deps.pool, reader, task.id, refusalsMost) : []
  return {
    task, error: task.error === null ? null : wordsOf(new DomainError(task.error as DomainError['code']), visit.language),
    why: refused.map(({ dossierId, code, outcome }) => ({ dossierId, code: code ?? visit.t.app.none, why: wordsOf(new DomainError(outcome as DomainError['code']), visit.language) })),
  }
}

const declareList = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ after: Type.Optional(Cursor) }, { additionalProperties: false })
  pages.get<{ Querystring: { after?: string } }>('/tasks', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const after = readCursor(request.query.after, [isId])
    const tasks = await listTasks(deps.pool, person.reader, { afterId: after === undefined ? null : String(after[0]), limit: pageSize })
    return sendPage(request, reply, { title: visit.t.tasks.title, body: tasksView(visit, tasks, nextCursor(tasks, pageSize, ({ id }) => [id])) })
  })
}

export const declareTasks = (pages: FastifyInstance, deps: Deps): void => {
  declareList(pages, deps)
  pages.get<{ Params: { id: string } }>('/tasks/:id', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const task = isId(request.params.id) ? await findTask(deps.pool, person.reader, request.params.id) : null
    if (task === null) throw new DomainError('not-found')
    const one = await shown(deps, visit, person, task)
    return isPartWanted(request) ? sendPart(reply, taskBox(visit, one)) : sendPage(request, reply, { title: visit.t.tasks.title, body: taskView(visit, one) })
  })
}
