/** Asks for a list as a file, and hands the file out to whoever asked for it. */
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Json } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { ExportTask } from '../../schemas/task.ts'
import { findTask, type OwnTask, readTaskFile } from '../../storage/tasks.ts'
import { isId } from '../api/cursors.ts'
import { beginExport } from '../commands/begin-export.ts'
import { workbookOf } from '../commands/export-list.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson, personWith } from '../plugins/people.ts'
import { xlsxType } from '../render/xlsx.ts'
import { parseWith } from '../validate.ts'
import { lateRoles } from '../views/evidence.ts'
import { personOrSignIn } from './common.ts'
import { fieldsOf, given, type Fields } from './forms.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf, type Visit } from './visit.ts'

const names = ['list', 'format', 'words', 'scope', 'unitId', 'procedureCode', 'holderId'] as const

/** @throws DomainError invalid-request */
const askedOf = (fields: Fields, { language }: Visit): ExportTask => {
  const present = names.flatMap((name) => (given(fields, name) === undefined ? [] : [[name, given(fields, name)]]))
  return parseWith(ExportTask, { language, ...Object.fromEntries(present), ...(fields.has('openOnly') ? { openOnly: true } : {}) }, 'invalid-request')
}

const isWorkbook = (result: Json): boolean => (result as { format?: string } | null)?.format === 'xlsx'

/** What the file of a task is, and its name: ASCII alone. */
const fileOf = ({ t }: Visit, { kind, result }: OwnTask): { readonly type: string; readonly name: string } => {
  if (kind === 'export') return isWorkbook(result) ? { type: xlsxType, name: `${t.tasks.fileName}.xlsx` } : { type: 'text/csv; charset=utf-8', name: `${t.tasks.fileName}.csv` }
  return { type: 'application/zip', name: String((result as { fileName?: string } | null)?.fileName ?? 'evidence.zip') }
}

const declareFile = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string } }>('/tasks/:id/file', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const task = isId(request.params.id) ? await findTask(deps.pool, person.reader, request.params.id) : null
    if (task === null || !['export', 'evidence'].includes(task.kind) || task.state !== 'done') throw new DomainError('not-found')
    const parts = readTaskFile(deps.pool, { tenantId: person.reader.tenantId, id: task.id })
    const first = await parts.next()
    if (first.done === true) throw new DomainError('not-found')
    const whole = async function* (): AsyncGenerator<Buffer> {
      yield first.value
      yield* parts
    }
    const { type, name } = fileOf(visitOf(request), task)
    reply.type(type).header('content-disposition', `attachment; filename="${name}"`)
    if (!isWorkbook(task.result)) return reply.send(Readable.from(whole()))
    return reply.send(Buffer.from(await workbookOf(Buffer.concat(await Array.fromAsync(whole())).toString('utf8'))))
  })
}

export const declareExports = (pages: FastifyInstance, deps: Deps): void => {
  declareFile(pages, deps)
  pages.post('/exports', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, '/')
    const fields = fieldsOf(request.body)
    const asked = askedOf(fields, visitOf(request))
    if (asked.list === 'late') personWith(request, lateRoles)
    return reply.redirect(`/tasks/${await beginExport(deps, { person, key: fields.get('key') ?? '', asked })}`, 303)
  })
}
