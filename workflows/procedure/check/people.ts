/** Findings that depend on who holds which role. */
import { type Finding, type Role, roleNames, type Staffing } from '../../../schemas/procedure.ts'
import { pathOf } from './chart.ts'
import { finding, nameOf, pathToState, type CheckedStep, type Subject } from './subject.ts'

/** Who may act in a role: its holders, and those who stand in for one. */
interface Holders { readonly holders: ReadonlySet<string>; readonly all: ReadonlySet<string> }

const holdersOf = ({ people }: Staffing): ReadonlyMap<Role, Holders> => {
  const found = new Map<Role, { holders: Set<string>; all: Set<string> }>()
  const at = (role: Role) => {
    const known = found.get(role) ?? { holders: new Set(), all: new Set() }
    found.set(role, known)
    return known
  }
  for (const { id, roles, substitutes } of people) {
    for (const role of roles) { at(role).holders.add(id); at(role).all.add(id) }
    for (const role of substitutes ?? []) at(role).all.add(id)
  }
  return found
}
const nobody: Holders = { holders: new Set(), all: new Set() }

/** The first place that needs each role: a step, or a transition that names its own. */
const needs = ({ steps, chart, ways }: Subject): ReadonlyMap<Role, { at: string; state: string }> => {
  const first = new Map<Role, { at: string; state: string }>()
  const note = (role: Role | null | undefined, at: string, state: string): void => {
    if (role && !first.has(role)) first.set(role, { at, state })
  }
  for (const step of steps) if (!step.isFinal && ways.reached.has(step.path)) note(step.role, step.path, step.path)
  for (const arc of [...chart.arcs.values()].flat()) {
    const state = pathOf(arc.source)
    note(arc.entry.config.meta?.role, [state, arc.entry.member].filter((part) => part !== '').join('.'), state)
  }
  return first
}

const roleFindings = (subject: Subject, held: ReadonlyMap<Role, Holders>): Finding[] => [...needs(subject)].flatMap(([role, { at, state }]) => {
  const { holders, all } = held.get(role) ?? nobody
  const path = pathToState(subject, state)
  if (holders.size === 0) {
    return [finding('role-nobody-holds', 'error', at, path, {
      vi: `Chưa ai giữ vai trò “${roleNames.vi[role]}”: phân vai trò này cho ít nhất một người`,
      en: `Nobody holds the role “${roleNames.en[role]}”: grant it to at least one person`,
    })]
  }
  return all.size > 1 ? [] : [finding('one-person-role', 'warning', at, path, {
    vi: `Chỉ một người giữ vai trò “${roleNames.vi[role]}” và không có người thay: cử người thay để hồ sơ không chờ`,
    en: `Only one person holds the role “${roleNames.en[role]}”, without a substitute: name one, or dossiers will wait`,
  })]
})

/** Steps that no two of which the same person may do, as they refer to each other. */
type Pairs = ReadonlyMap<CheckedStep, ReadonlySet<CheckedStep>>

const pairsOf = ({ steps, ways }: Subject): Pairs => {
  const pairs = new Map<CheckedStep, Set<CheckedStep>>()
  const link = (a: CheckedStep, b: CheckedStep): void => { pairs.set(a, (pairs.get(a) ?? new Set<CheckedStep>()).add(b)) }
  for (const step of steps.filter(({ path, isFinal }) => !isFinal && ways.reached.has(path))) {
    for (const other of steps) {
      const meant = step.fourEyes.some((path) => other.path === path || other.path.startsWith(`${path}.`))
      if (meant && other !== step) { link(step, other); link(other, step) }
    }
  }
  return pairs
}

/**
 * Gives each step a person so that no pair shares one; false when it cannot be done. A step with more people than partners is left out:
 * it can always be given last. Bounded: what is not settled after 50,000 tries counts as possible.
 */
const assignable = (steps: readonly CheckedStep[], pairs: Pairs, eligible: (step: CheckedStep) => ReadonlySet<string>): boolean => {
  let hard = [...steps]
  for (let before = -1; before !== hard.length;) {
    before = hard.length
    hard = hard.filter((step) => eligible(step).size <= hard.filter((other) => pairs.get(step)?.has(other)).length)
  }
  const taken = new Map<CheckedStep, string>()
  let tries = 0
  const give = (i: number): boolean => {
    const step = hard[i]
    if (step === undefined || ++tries > 50_000) return true
    for (const person of eligible(step)) {
      if ([...pairs.get(step) ?? []].some((other) => taken.get(other) === person)) continue
      taken.set(step, person)
      if (give(i + 1)) return true
      taken.delete(step)
    }
    return false
  }
  return give(0)
}

/** Four-eyes is worth nothing when one person alone can fill both steps. A substitute counts as a person of its own. */
const fourEyes = (subject: Subject, held: ReadonlyMap<Role, Holders>): Finding[] => {
  const eligible = (step: CheckedStep): ReadonlySet<string> => (step.role === null ? nobody : held.get(step.role) ?? nobody).all
  const pairs = pairsOf(subject)
  const staffed = [...pairs.keys()].filter((step) => eligible(step).size > 0)
  const report = (step: CheckedStep, other: CheckedStep): Finding => {
    const [a, b] = [nameOf(subject, step.path), nameOf(subject, other.path)]
    return finding('four-eyes-one-person', 'error', step.path, pathToState(subject, step.path), {
      vi: `“${a.vi}” và “${b.vi}” phải do hai người khác nhau làm, nhưng chỉ có một người giữ các vai trò này: thêm người`,
      en: `“${a.en}” and “${b.en}” must be done by two people, but one person alone holds their roles: add another`,
    })
  }
  const single = staffed.flatMap((step) => step.fourEyes.flatMap((path) => staffed.filter((other) =>
    pairs.get(step)?.has(other) && (other.path === path || other.path.startsWith(`${path}.`))
    && !assignable([step, other], pairs, eligible)).map((other) => report(step, other))))
  if (single.length > 0 || assignable(staffed, pairs, eligible)) return single
  const withPartners = (step: CheckedStep): CheckedStep[] => [step, ...pairs.get(step) ?? []].filter((each) => staffed.includes(each))
  const crowded = staffed.find((step) => step.fourEyes.length > 0 && !assignable(withPartners(step), pairs, eligible))
    ?? staffed.find((step) => step.fourEyes.length > 0)
  const partner = crowded && staffed.find((other) => pairs.get(crowded)?.has(other))
  return crowded && partner ? [report(crowded, partner)] : []
}

/** All findings that need the staffing. */
export const people = (subject: Subject, staffing: Staffing): Finding[] => {
  const held = holdersOf(staffing)
  return [...roleFindings(subject, held), ...fourEyes(subject, held)]
}
