/**
 * Risks proposed from the causes of lateness: what made several dossiers late in a quarter will do so again. The rule is the service's own and is shown with its
 * numbers; at most one proposal for a cause and a quarter. Source: ISO 9001:2015, 6.1.1 and 9.1.3 e.
 */
import type { Code, LocalDate } from '../../schemas/common.ts'
import type { RiskProposal } from '../../schemas/risk.ts'
import type { Cause } from '../statistics/forms.ts'
import { reportingPeriod } from '../statistics/periods.ts'

/** `least` late dossiers of one cause, and at least `leastPercent` of all late ones of the quarter. */
export const proposalRule = { name: 'risk-from-cause-1', least: 3, leastPercent: 20 } as const

/** A late dossier: its procedure and whose time it mostly was. */
export interface LateOf { readonly procedure: Code; readonly cause: Cause }

/** The newest quarter that is over on a day, as `2026-Q3`. */
export const quarterOver = (today: LocalDate): string => {
  const year = Number(today.slice(0, 4))
  const over = [year - 1, year].flatMap((one) => [1, 2, 3, 4].map((quarter) => `${one}-Q${quarter}`)).filter((name) => reportingPeriod(name).to < today)
  return over.at(-1) ?? `${year - 1}-Q4`
}

const countBy = <K>(keys: readonly K[]): [K, number][] => [...Map.groupBy(keys, (key) => key)].map(([key, same]): [K, number] => [key, same.length])

/** The proposals of a quarter, the cause of the most dossiers first. A cause that nobody could tell proposes nothing. */
export function proposalsOf(late: readonly LateOf[], quarter: string): Omit<RiskProposal, 'factId'>[] {
  const { name, least, leastPercent } = proposalRule
  return countBy(late.map(({ cause }) => cause))
    .filter(([cause, dossiers]) => cause !== 'unknown' && dossiers >= least && dossiers * 100 >= leastPercent * late.length)
    .map(([cause, dossiers]) => ({
      key: `cause:${cause}:${quarter}`, rule: name, cause, quarter, dossiers, late: late.length,
      processes: countBy(late.filter((one) => one.cause === cause).map(({ procedure }) => procedure)).map(([code, many]) => ({ code, dossiers: many }))
        .toSorted((a, b) => b.dossiers - a.dossiers || (a.code < b.code ? -1 : 1)),
    }))
    .toSorted((a, b) => b.dossiers - a.dossiers || (a.cause < b.cause ? -1 : 1))
}
