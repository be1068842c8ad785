/** What this person may do with a dossier now, as forms; and for the rest, why not. */
import type { Actor, AdvanceDossier, DossierFacts } from '../../schemas/dossier.ts'
import { errorKinds } from '../../schemas/errors.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { listGrants } from '../../storage/grants.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { countHeld } from '../../storage/work.ts'
import { actionsOf, type Action } from '../../workflows/dossier/actions.ts'
import { isHandling, mayHold } from '../../workflows/dossier/authority.ts'
import { machineEvent } from '../../workflows/dossier/advance.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { advance } from '../../workflows/procedure/run.ts'
import type { Deps } from '../deps.ts'
import { inLanguage } from '../views/texts/index.ts'
import { eventText, personName, stepName, type Seen } from './dossier-facts.ts'
import type { Visit } from './visit.ts'

export interface Candidate { readonly id: string; readonly name: string; readonly load: number }
export interface PaperChoice { readonly code: string; readonly name: string; readonly originals: number; readonly copies: number }

/** One form. `id` tells the forms of a page apart and comes back with what was typed. */
export interface ActionForm {
  readonly id: string
  readonly event: string
  readonly step: string
  readonly choice: string | null
  readonly name: string
  readonly main: boolean
  readonly needs: ReadonlySet<Action['needs'][number]>
  readonly candidates: readonly Candidate[]
  readonly papers: readonly PaperChoice[]
  /** Codes of the forms that it issues, for a word beside the button. */
  readonly issues: string | null
}
export interface Refusal { readonly name: string; readonly why: string }
export interface Actions { readonly forms: readonly ActionForm[]; readonly refusals: readonly Refusal[] }

const idOfAction = ({ event, step, choice }: Pick<Action, 'event' | 'step' | 'choice'>): string => [event, step, choice ?? ''].join('|')

/** The steps that an assignment hands over: those that it leads to, or the step itself. */
const targetsOf = ({ compiled }: Rules, { dossier }: DossierFacts, { event, step, choice }: Action): string[] => {
  const request: AdvanceDossier = { type: event, step, reason: '-', ...(choice === null ? {} : { choice }) }
  const move = advance(compiled, dossier.state, { ...machineEvent(compiled.definition, dossier, request), papersComplete: true, paperGiven: true })
  return move !== null && move.entered.length > 0 ? move.entered.filter((path) => move.active.includes(path)) : [step]
}

/** Everybody of the agency as the rules see them today; who stands in for somebody is chosen under their own roles. */
const staffOf = async (deps: Deps, { reader }: SignedInPerson): Promise<Actor[]> => {
  const grants = await listGrants(deps.orm.em.fork(), reader.tenantId, reader.today)
  return [...Map.groupBy(grants, (grant) => grant.accountId)].map(([accountId, own]) =>
    ({ accountId, roles: own.map(({ role, unitId }) => ({ role, unitId, onBehalfOf: null })) }))
}

const candidatesOf = async (deps: Deps, person: SignedInPerson, { rules, found: { facts } }: Seen, action: Action, staff: readonly Actor[]): Promise<Candidate[]> => {
  const targets = targetsOf(rules, facts, action).flatMap((path) => rules.compiled.steps.get(path) ?? [])
  const fitting = staff.filter((actor) => targets.length > 0 && targets.every((step) => mayHold(facts, actor, step))).map(({ accountId }) => accountId)
  const [people, held] = await Promise.all([
    findAccounts(deps.orm.em.fork(), person.reader.tenantId, fitting), countHeld(deps.pool, person.reader.tenantId, fitting)])
  return people.filter(({ active }) => active).map(({ id, fullName }) => ({ id, name: fullName, load: held.get(id) ?? 0 }))
    .sort((a, b) => a.load - b.load || a.name.localeCompare(b.name, 'vi'))
}

const nameOf = (seen: Seen, visit: Visit, action: Action): string => {
  const name = eventText(seen, visit, action.event, action.step)
  const choice = action.choice === null ? '' : `: ${action.choice}`
  const strands = seen.found.facts.dossier.steps.length > 1 ? ` ${visit.t.action.strand(stepName(seen, visit, action.step))}` : ''
  return `${action.name === null ? name : inLanguage(visit.language, action.name)}${choice}${strands}`
}

const papersOf = (seen: Seen, visit: Visit, missing: readonly string[]): PaperChoice[] => seen.rules.compiled.definition.requiredPapers
  .filter(({ code }) => missing.includes(code))
  .map(({ code, name, originals, copies }) => ({ code, name: inLanguage(visit.language, name), originals, copies }))

/** Why not, with what the refusal itself tells: the role, who has it in hand, which papers. */
const whyOf = (seen: Seen, visit: Visit, { refusal, missing }: Action): string => {
  const { t, language } = visit
  if (refusal === null) return ''
  const { role, holderId, earlier } = refusal.details as { role?: string | null; holderId?: string; earlier?: readonly string[] }
  const roles: Readonly<Record<string, string>> = t.roles
  const more = refusal.code === 'role-not-granted' && role ? t.action.role(roles[role] ?? role)
    : refusal.code === 'held-by-another' && holderId ? t.action.heldBy(personName(seen, visit, holderId))
      : refusal.code === 'four-eyes' && earlier ? t.action.earlier(earlier.map((step) => stepName(seen, visit, step)).join(', '))
        : refusal.code === 'papers-incomplete' ? t.action.missing(papersOf(seen, visit, missing).map(({ name }) => name).join(', ')) : null
  return more === null ? errorKinds[refusal.code][language] : `${errorKinds[refusal.code][language]} (${more})`
}

/** The ordinary way on: it moves the dossier, and is no branch. */
const isMain = ({ compiled }: Rules, { branch, event, step }: Action): boolean =>
  !branch && (compiled.offersByStep.get(step)?.some((offer) => offer.event === event && offer.moves) ?? false)
const rank = (rules: Rules, action: Action): number => (isMain(rules, action) ? 0 : action.event === 'ASSIGN' ? 1 : isHandling(action.event) ? 2 : 3)

/** The forms, the ordinary way on first, and the refusals. */
export const actionsFor = async (deps: Deps, person: SignedInPerson, seen: Seen, visit: Visit): Promise<Actions> => {
  const all = actionsOf(seen.rules, seen.found.facts).sort((a, b) => rank(seen.rules, a) - rank(seen.rules, b))
  const open = all.filter(({ refusal }) => refusal === null)
  const staff = open.some(({ needs }) => needs.includes('assigneeId')) ? await staffOf(deps, person) : []
  const forms = await Promise.all(open.map(async (action): Promise<ActionForm> => ({
    id: idOfAction(action), event: action.event, step: action.step, choice: action.choice, name: nameOf(seen, visit, action),
    main: isMain(seen.rules, action), needs: new Set(action.needs),
    candidates: action.needs.includes('assigneeId') ? await candidatesOf(deps, person, seen, action, staff) : [],
    papers: papersOf(seen, visit, action.missing),
    issues: seen.rules.compiled.offersByStep.get(action.step)?.find(({ event }) => event === action.event)?.paper ?? null,
  })))
  const refusals = all.filter(({ refusal }) => refusal !== null).map((action) => ({ name: nameOf(seen, visit, action), why: whyOf(seen, visit, action) }))
  return { forms, refusals }
}
