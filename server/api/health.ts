/** Whether the process lives, and whether it can work. */
import Type from 'typebox'
import { closed, LocalDate, nullable, oneOf } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Deps } from '../deps.ts'
import type { Readiness } from '../readiness.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'

const Alive = closed({ status: Type.Literal('ok') })
const Objects = closed({
  store: oneOf(['disk', 's3']),
  /** Whether the store was seen to refuse the deletion of a locked object. */
  locks: oneOf(['enforced', 'notEnforced', 'unknown']),
})
/** The nearest end of a working calendar of an agency: after it nothing can be received. It makes nothing unready. */
const CalendarEnd = closed({ coversTo: LocalDate, daysLeft: Type.Integer() })
const Ready = closed({ status: Type.Literal('ready'), checks: Type.Record(Type.String(), Type.Boolean()), objects: Objects, calendar: nullable(CalendarEnd),
  /** Whether LibreOffice is installed, which makes PDF of office files. */
  officePdf: oneOf(['made', 'notInstalled']),
})

/** Outside `/api/v1`: asked by whatever watches over the service, without signing in. */
export const declareHealth = (api: Api, deps: Deps, readiness: Readiness): void => {
  const tags = ['service']
  api.get('/healthz', { schema: { tags, summary: 'Is the process alive?', security: [], response: { 200: Alive } } }, async () => ({ status: 'ok' as const }))
  api.get('/readyz', { schema: { tags, summary: 'Do database, objects and jobs answer?', security: [], response: { 200: Ready, ...problems } } }, async () => {
    const { checks, objects, calendar, officePdf } = await readiness(deps)
    if (Object.values(checks).includes(false)) throw new DomainError('service-busy', { checks, objects })
    return { status: 'ready' as const, checks, objects, calendar, officePdf }
  })
}
