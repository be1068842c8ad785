/** Dossiers as lines of a list: the same line on the first page and in the search. */
import type { Account } from '../../schemas/agency.ts'
import type { StepHolding } from '../../schemas/dossier.ts'
import { officialStatuses } from '../../schemas/procedure.ts'
import { findAccounts } from '../../storage/accounts.ts'
import type { ListedDossier } from '../../storage/dossiers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { actsFor } from '../../storage/work.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import type { Deps } from '../deps.ts'
import { isStepLate, isUnopened, type Standing, standingOf } from '../views/badge.ts'
import { inLanguage } from '../views/texts/index.ts'
import type { Visit } from './visit.ts'

export interface DossierRow {
  readonly id: string
  readonly code: string
  readonly standing: Standing
  readonly stepLate: boolean
  readonly unopened: boolean
  readonly due: string
  readonly received: string
  readonly applicant: string
  readonly procedure: string
  readonly status: string
  readonly steps: string
  readonly holder: string
}

const holderText = ({ t }: Visit, { reader }: SignedInPerson, steps: readonly StepHolding[], people: readonly Account[]): string => {
  const nameOf = (id: string | null): string => {
    if (id === reader.accountId) return t.work.me
    const name = people.find((person) => person.id === id)?.fullName
    if (name === undefined) return t.work.nobody
    return actsFor(reader).includes(id ?? '') ? t.work.forPerson(name) : name
  }
  return [...new Set(steps.map(({ holderId }) => nameOf(holderId)))].join(', ')
}

interface Known { readonly rules: Rules; readonly people: readonly Account[]; readonly nowMs: number }

const rowOf = (visit: Visit, person: SignedInPerson, { dossier, applicantName }: ListedDossier, { rules, people, nowMs }: Known): DossierRow => {
  const { t, format, language } = visit
  const telling = { t, format, calendar: rules.calendar, nowMs }
  const running = dossier.clock.runningSinceMs !== null
  return {
    id: dossier.id, code: dossier.code ?? t.work.noCode, standing: standingOf(telling, dossier),
    stepLate: running && dossier.steps.some((step) => isStepLate(step, nowMs)), unopened: running && dossier.steps.some((step) => isUnopened(step, telling)),
    due: format.at(dossier.clock.dueAtMs), received: format.at(dossier.receivedAtMs), applicant: applicantName ?? t.app.none,
    procedure: inLanguage(language, rules.compiled.definition.title), status: officialStatuses[dossier.status]?.[language] ?? t.app.none,
    steps: dossier.steps.map(({ step }) => inLanguage(language, rules.compiled.steps.get(step)?.name ?? { vi: step, en: step })).join('; '),
    holder: dossier.done ? t.app.none : holderText(visit, person, dossier.steps, people),
  }
}

/** The lines of dossiers, in their order. */
export const rowsOf = async (deps: Deps, visit: Visit, person: SignedInPerson, found: readonly ListedDossier[]): Promise<DossierRow[]> => {
  const ids = found.flatMap(({ dossier }) => dossier.steps.flatMap(({ holderId }) => holderId ?? []))
  const people = await findAccounts(deps.orm.em.fork(), person.reader.tenantId, ids)
  const nowMs = deps.clock.nowMs()
  const rows: DossierRow[] = []
  for (const one of found) rows.push(rowOf(visit, person, one, { rules: await deps.rules.rulesOf(one.dossier), people, nowMs }))
  return rows
}
