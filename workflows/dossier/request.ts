/** What a request to move a dossier lacks, and what it says in vain: told, never passed over, for whoever sends a member means something by it. */
import type { AdvanceDossier, Dossier } from '../../schemas/dossier.ts'
import { DomainError, type Fault } from '../../schemas/errors.ts'
import { choiceOf, type Offer } from '../procedure/offers.ts'
import type { MachineEvent } from '../procedure/registry.ts'
import { advance, offers, type Move } from '../procedure/run.ts'
import type { Rules } from './lifecycle.ts'

const lacking = (at: string, message: string, messageEn: string, allowed?: readonly string[]): DomainError =>
  new DomainError('invalid-request', { errors: [{ at, rule: 'required', message, messageEn, ...(allowed === undefined ? {} : { allowed }) }] })

/** Two strands take the event: the step must be named. */
export const stepMissing = (steps: readonly string[]): DomainError => lacking('/step',
  `nhiều bước đang nhận thao tác này; ghi rõ một bước: ${steps.join(', ')}`, `several steps take this event; name one of: ${steps.join(', ')}`, steps)

/** The event assigns: somebody must be named. */
export const assigneeMissing = (): DomainError => lacking('/assigneeId', 'thiếu người được giao', 'say who is to have the step')

/** The event sets a new date: it must be given. */
export const newDueMissing = (): DomainError => lacking('/newDueOn', 'thiếu ngày hẹn lại', 'say which day is promised now')

/** One move that was decided, and what was asked. */
export interface Asked { readonly request: AdvanceDossier; readonly event: MachineEvent; readonly offer: Offer; readonly move: Move }

/**
 * Reason, paper and papers are kept with every event, and `step` always chooses. Somebody to assign, a new date and a choice mean something to
 * some events only. @throws DomainError invalid-request, at each member that would change nothing
 */
export function refuseIdle(rules: Rules, dossier: Dossier, asked: Asked): void {
  const { request, move } = asked
  const named = new Set(move.effects.map((effect) => effect.type))
  const errors: Fault[] = []
  const idle = (member: keyof AdvanceDossier, message: string, messageEn: string, allowed?: readonly string[]): void => {
    errors.push({ at: `/${member}`, rule: 'without-effect', message, messageEn, ...(allowed === undefined ? {} : { allowed }) })
  }
  if (request.assigneeId !== undefined && !named.has('assign')) {
    idle('assigneeId', `${request.type} không giao việc cho ai; bỏ "assigneeId", giao việc bằng thao tác có yêu cầu người được giao (xem "needs")`,
      `${request.type} assigns nobody; leave "assigneeId" out, and assign by an event that asks for it (see "needs")`)
  }
  if (request.newDueOn !== undefined && !named.has('apologise')) {
    idle('newDueOn', `${request.type} không đổi ngày hẹn; bỏ "newDueOn", hẹn lại bằng thao tác xin lỗi và hẹn lại`,
      `${request.type} sets no new date; leave "newDueOn" out, and set one by the event that apologises`)
  }
  if (request.choice !== undefined && !isChosen(rules, dossier, asked)) {
    const choices = choicesOf(rules, dossier, asked.offer)
    idle('choice', `${request.type} ở bước này ${choices.length === 0 ? 'không có gì để chọn; bỏ "choice"' : `chỉ chọn được: ${choices.join(', ')}`}`,
      `${request.type} has ${choices.length === 0 ? 'nothing to choose at this step; leave "choice" out' : `these choices at this step: ${choices.join(', ')}`}`, choices)
  }
  if (errors.length > 0) throw new DomainError('invalid-request', { errors })
}

/** Whether the choice took its way: by the transition itself, or by what follows of itself, so that without it the move would be another. */
function isChosen({ compiled }: Rules, { state }: Dossier, { event, offer, move }: Asked): boolean {
  if (choiceOf(offer) === event.choice) return true
  const { choice: _, ...without } = event
  return JSON.stringify(advance(compiled, state, { ...without, step: offer.step })) !== JSON.stringify(move)
}

/** What may be chosen for this event at this step. */
export const choicesOf = ({ compiled }: Rules, { state }: Dossier, { event, step }: Offer): string[] =>
  offers(compiled, state).filter((one) => one.event === event && one.step === step).flatMap((one) => choiceOf(one) ?? [])
