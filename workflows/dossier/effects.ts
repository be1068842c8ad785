/** Whom a decision concerns beside the one who made it: plain data for the outbox, carried out after the commit. Sources: NĐ 61/2018/NĐ-CP art. 18-20. */
import type { Id } from '../../schemas/common.ts'
import type { Dossier, Effect, StepHolding } from '../../schemas/dossier.ts'
import type { Move } from '../procedure/run.ts'
import type { Capacity } from './authority.ts'

/** What has happened, and who did it in which capacity. */
export interface Deed {
  readonly event: string
  readonly before: Dossier
  readonly after: Dossier
  readonly move: Move
  /** The form that it issued; null when none. */
  readonly form: string | null
  readonly actorId: Id
  readonly capacity: Capacity
}

const returning: ReadonlySet<string> = new Set(['STEP_RETURNED', 'RETURN_WRONG_ADDRESSEE'])
/** Forms that the applicant is to get: supplement request, refusal, apology, stop notice. The receipt is handed over by whoever makes it. */
const formsForApplicant: ReadonlySet<string> = new Set(['02', '03', '04', '05'])
const resultReady = 9
const delivered = 10

/**
 * Everybody whose next work it is, or whose work was taken away, and the desk for what it has to pass on to the applicant. Never the one who
 * acted. A step that stays with the same role in the same unit is no news to the colleagues, except a dossier that was filed online.
 */
export const effectsOf = (deed: Deed): Effect[] => [...arrivals(deed), ...departures(deed), ...forTheDesk(deed), ...asked(deed)]

const readyNow = ({ before, after }: Deed): boolean => after.status === resultReady && before.status !== resultReady

function arrivals(deed: Deed): Effect[] {
  const { before, after, actorId } = deed
  return after.steps.flatMap((one): Effect[] => {
    const was = before.steps.find(({ step }) => step === one.step)
    const isNew = was === undefined || was.enteredAtMs !== one.enteredAtMs
    if (one.role === null || (!isNew && was.holderId === one.holderId) || one.holderId === actorId) return []
    if (one.holderId === null && isAmongColleagues(deed, one)) return []
    const kind = returning.has(deed.event) ? 'returned' : readyNow(deed) ? 'resultReady' : one.holderId === null ? 'waiting' : 'assigned'
    return [{ kind, payload: { step: one.step, accountId: one.holderId, by: actorId } }]
  })
}

function isAmongColleagues({ event, capacity, before }: Deed, { role, unitId }: StepHolding): boolean {
  if (event === 'SUBMIT' || returning.has(event)) return false
  const from = capacity.role === 'receptionist' ? before.receivingUnitId : before.responsibleUnitId
  return role === capacity.role && unitId === from
}

/** Those who had a step in hand that another person moved away from them. */
function departures(deed: Deed): Effect[] {
  const { before, after, actorId, capacity } = deed
  if (after.status === delivered) return []
  return before.steps.flatMap(({ step, holderId }): Effect[] => {
    const now = after.steps.find((one) => one.step === step)
    if (holderId === null || holderId === actorId || holderId === capacity.onBehalfOf || now?.holderId === holderId) return []
    const kind = after.done ? 'ended' : now !== undefined ? 'reassigned' : after.clock.runningSinceMs === null ? 'stopped' : null
    return kind === null ? [] : [{ kind, payload: { step, accountId: holderId, by: actorId } }]
  })
}

function forTheDesk({ form, capacity, actorId }: Deed): Effect[] {
  if (form === null || !formsForApplicant.has(form) || capacity.role === 'receptionist') return []
  return [{ kind: 'formIssued', payload: { form, by: actorId } }]
}

/** What the procedure itself asks for. That a result is ready, the desk is told anyway. */
function asked(deed: Deed): Effect[] {
  return deed.move.effects.filter(({ type }) => type === 'notify').flatMap(({ params }): Effect[] => {
    const to = params['to']
    if (to === 'applicant') return readyNow(deed) ? [] : [{ kind: 'tellApplicant', payload: { by: deed.actorId } }]
    return typeof to === 'string' ? [{ kind: 'notify', payload: { to, by: deed.actorId } }] : []
  })
}
