/** What happens next to a dossier of the sample, when, and by whom: its story where it has one, the straight way otherwise. */
import type { Actor, DossierFacts } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { dueDateOf, localDateOf, tMinusOne, workingDayAfter } from '../../workflows/calendar/index.ts'
import { capacities, mayCause } from '../../workflows/dossier/authority.ts'
import type { Step } from '../../workflows/procedure/compile.ts'
import { choiceOf, type Offer } from '../../workflows/procedure/offers.ts'
import { atWorkOn } from './crew.ts'
import type { Life, Stage } from './life.ts'
import { laterBy } from './times.ts'

/** One event about to happen. */
export interface Next { readonly offer: Offer; readonly step: Step; readonly atMs: number; readonly actor: Actor }

interface Wish { readonly offer: Offer; readonly minutes: number }

/** The next event, or null when the dossier lies still: held by its story, or nobody left who may go on. */
export const nextOf = (stage: Stage, life: Life): Next | null => {
  if (isHeld(life)) return null
  const { steps } = life.errand.procedure.compiled
  const open = stage.random.pick(life.dossier.steps)
  const step = steps.get(open.step)!
  const wish = wishAt(stage, life, step)
  if (wish === null) return null
  const atMs = laterBy(stage.calendar, life.dossier.lastEventAtMs, wish.minutes + stage.random.next())
  const sorry = apologyBefore(stage, life, step, atMs)
  return somebody(stage, life, step, sorry ?? { offer: wish.offer, atMs })
}

const isHeld = ({ dossier, errand: { story: { hold } } }: Life): boolean =>
  hold !== null && (dossier.status === hold.status || (hold.step !== undefined && dossier.steps.some(({ step }) => step.split('.').at(-1) === hold.step)))

const wishAt = (stage: Stage, life: Life, step: Step): Wish | null => {
  const offers = life.errand.procedure.compiled.offersByStep.get(step.path) ?? []
  return detourAt(life, step, offers) ?? handlingAt(stage, life, step, offers) ?? onwardAt(stage, life, step, offers)
}

/** What is due within the day does not lie for hours. */
const hurriedShare = 8

/** Returned by whoever checks, refused by whoever signs; everything else befalls the specialist's step. */
const detourAt = (life: Life, step: Step, offers: readonly Offer[]): Wish | null => {
  for (const [index, { event, minutes }] of life.pending.entries()) {
    const offer = offers.find((one) => one.event === event)
    if (offer === undefined || (step.role !== 'specialist' && event !== 'STEP_RETURNED' && event !== 'REFUSE')) continue
    life.pending.splice(index, 1)
    return { offer, minutes: life.hurried ? Math.round(minutes / hurriedShare) : minutes }
  }
  return null
}

/** Work is taken in hand or acknowledged once a visit, mostly; what went to the wrong person lies unopened. */
const handlingAt = ({ random }: Stage, life: Life, step: Step, offers: readonly Offer[]): Wish | null => {
  const holding = life.dossier.steps.find((one) => one.step === step.path)!
  const visit = `${holding.step}@${holding.enteredAtMs}`
  if (step.role !== 'specialist' || life.visits.has(visit)) return null
  life.visits.add(visit)
  const event = holding.holderId === null ? 'CLAIM' : 'ACKNOWLEDGE'
  const offer = offers.find((one) => one.event === event)
  const unopened = life.pending.some((one) => one.event === 'RETURN_WRONG_ADDRESSEE')
  return offer === undefined || unopened || holding.acknowledgedAtMs !== null || !random.chance(0.8) ? null : { offer, minutes: random.int(2, life.hurried ? 6 : 45) }
}

/** Where only branches lead on, the one that goes back to the straight way. */
const backOnWay = ['STEP_DONE', 'CONSULT_ANSWERED', 'SUPPLEMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'RESUME']

const onwardAt = (stage: Stage, life: Life, step: Step, offers: readonly Offer[]): Wish | null => {
  const chosen = offers.filter((offer) => choiceOf(offer) !== null)
  const straight = offers.filter((offer) => offer.moves && !offer.branch && choiceOf(offer) === null)
  const offer = chosen.length > 0 && stage.random.chance(0.15) ? stage.random.pick(chosen)
    : straight[0] ?? offers.find((one) => backOnWay.includes(one.event))
  return offer === undefined ? null : { offer, minutes: minutesFor(stage, life, step, offer) }
}

/** Working minutes until events that wait for the applicant, another body or a walk to the desk: from, to. */
const waits: Readonly<Record<string, readonly [number, number]>> = {
  HAND_OVER: [3, 25], SUPPLEMENT_RECEIVED: [480, 4000], PAYMENT_CONFIRMED: [200, 2500], RESUME: [1500, 6000],
}

const minutesFor = ({ random }: Stage, life: Life, step: Step, { event }: Offer): number => {
  const wait = waits[event]
  if (wait !== undefined) return random.int(...wait) / (life.hurried && event === 'HAND_OVER' ? 3 : 1)
  if (event === 'RESULT_DELIVERED') return random.int(...random.weighted<readonly [number, number]>([[[5, 60], 5], [[60, 900], 4], [[900, 2600], 1]]))
  const own = step.limit === null ? random.int(20, 400) : step.limit.amount * 60 * life.pace * (0.7 + random.next() * 0.6)
  const delayed = step.role === 'specialist' ? life.delayMinutes : 0
  if (delayed > 0) life.delayMinutes = 0
  return Math.max(2, Math.round(own)) + delayed
}

/** The apology of the story, when its moment comes before the next event: on the working day before the dossier is due, or a day too late. */
const apologyBefore = ({ random, calendar }: Stage, life: Life, step: Step, nextAtMs: number): { offer: Offer; atMs: number } | null => {
  const { dossier, errand: { story, procedure } } = life
  const { dueAtMs, apologies, runningSinceMs } = dossier.clock
  const offer = (procedure.compiled.offersByStep.get(step.path) ?? []).find(({ event }) => event === 'APOLOGY_ISSUED')
  if (story.apology === 'none' || offer === undefined || dueAtMs === null || runningSinceMs === null || apologies > 0) return null
  const atMs = laterBy(calendar, story.apology === 'inTime' ? tMinusOne(calendar, dueAtMs) : dueAtMs, random.int(20, 150))
  return atMs > dossier.lastEventAtMs && atMs < nextAtMs ? { offer, atMs } : null
}

/** The new date of an apology: two to five working days after the present one. */
export const newDueOn = ({ random, calendar }: Stage, { dossier }: Life): string | null => {
  const { dueAtMs } = dossier.clock
  return dueAtMs === null ? null : workingDayAfter(calendar, dueDateOf(calendar, dueAtMs), random.int(2, 5))
}

/** What the rules are told of the actor on the day. */
export const factsOf = ({ crew }: Stage, { dossier }: Life, actor: Actor, assignee: Actor | null): DossierFacts => ({
  dossier, actor, assignee, receivingLine: crew.lines.get(dossier.receivingUnitId) ?? [], responsibleLine: crew.lines.get(dossier.responsibleUnitId) ?? [],
})

/** Everybody at work who holds the role: refusing the others one by one would cost more than all the rest. */
const withRole = (stage: Stage, { dossier }: Life, { role, place }: Offer, atMs: number): readonly Actor[] => {
  const line = stage.crew.lines.get(place === 'receiving' ? dossier.receivingUnitId : dossier.responsibleUnitId) ?? []
  return role === null ? [] : atWorkOn(stage.crew, localDateOf(atMs, stage.calendar.calendar.zone)).filter((actor) => capacities(actor, role, place, line).length > 0)
}

/** Working days that work may lie because whoever may do it is away. */
const awayDaysMax = 15
const dayMinutes = 480

const somebody = (stage: Stage, life: Life, step: Step, wish: { offer: Offer; atMs: number }): Next | null => {
  let { atMs } = wish
  for (let days = 0; days < awayDaysMax; days++) {
    const able = withRole(stage, life, wish.offer, atMs).flatMap((actor) => {
      const capacity = mayCause(factsOf(stage, life, actor, null), wish.offer, step)
      return capacity instanceof DomainError ? [] : [{ actor, own: capacity.onBehalfOf === null }]
    })
    const first = able.filter(({ own }) => own)
    if (able.length > 0) return { offer: wish.offer, step, atMs, actor: stage.random.pick(first.length > 0 ? first : able).actor }
    atMs = laterBy(stage.calendar, atMs, dayMinutes)
  }
  return null
}
