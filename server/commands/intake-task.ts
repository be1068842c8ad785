/** The work of taking documents over: a list is looked through, and what was found good is taken; broken off, each goes on where it stood. */
import { IntakeCheckTask, IntakeTask, type KeptFile } from '../../schemas/document-intake.ts'
import type { Json } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { dropTaskFile, readTaskFile, type TaskRef } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { finishedCheck } from './begin-intake.ts'
import { checkIntake, type IntakeFiles } from './check-intake.ts'
import type { TaskHands } from './run-task.ts'
import { nothingTaken, type TakeIn, takeIn } from './take-in.ts'

const filesOf = ({ pool }: Pick<Deps, 'pool'>, task: TaskRef, files: readonly KeptFile[]): IntakeFiles =>
  new Map(files.map((file) => [file.name, { size: file.size, open: () => readTaskFile(pool, task, file) }]))

/** What passes by itself breaks a run off, which is taken up again, and does not end the task. */
const passing: ReadonlySet<string> = new Set(['file-check-busy', 'objects-unavailable'])
const goingOn = async <T>(work: () => Promise<T>): Promise<T> => work().catch((error: unknown) => {
  throw error instanceof DomainError && passing.has(error.code) ? new DomainError('service-busy') : error
})

/** Looks a list through that was handed in with its files. @throws DomainError of `checkIntake` */
export const checkIntakeTask = async (deps: Deps, { run, person, note }: TaskHands): Promise<Json> => {
  const asked = parseWith(IntakeCheckTask, run.request, 'internal-error')
  const list = Buffer.concat(await Array.fromAsync(readTaskFile(deps.pool, run, asked.list)))
  const check = await goingOn(() => checkIntake(deps, person, { list, files: filesOf(deps, run, asked.files), defaults: asked.defaults }, (done, total) => note({ done, total })))
  await note({ done: check.lines.length, total: check.lines.length })
  return JSON.parse(JSON.stringify(check)) as Json
}

/** Takes over what the check found good; its files are needed no more then. @throws DomainError not-found | intake-gone | role-not-granted */
export const intakeTask = async (deps: Deps, { run, person, note }: TaskHands): Promise<Json> => {
  const { checkId } = parseWith(IntakeTask, run.request, 'internal-error')
  const { asked, check, areFilesThere } = await finishedCheck(deps, person, checkId)
  if (!areFilesThere) throw new DomainError('intake-gone')
  const task = { tenantId: run.tenantId, id: checkId }
  const lines = check.lines.filter(({ verdict }) => verdict === 'take')
  const before = (run.position ?? nothingTaken) as unknown as TakeIn['before']
  const done = await goingOn(() => takeIn(deps, person, {
    lines, before, files: filesOf(deps, task, asked.files), key: checkId, note: (position) => note({ done: position.at, total: lines.length, position: { ...position, refused: [...position.refused] } }),
  }))
  await dropTaskFile(deps.pool, task)
  return { ...done, refused: [...done.refused] }
}
