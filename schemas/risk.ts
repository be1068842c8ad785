/** What is done about risks and opportunities, and the risks that causes of lateness propose. ISO 9001:2015, 6.1. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, LocalDate, nullable, text } from './common.ts'
import { keepers } from './statistics.ts'

/** A reporting quarter, as 2026-Q3. */
export const Quarter = Type.String({ pattern: '^\\d{4}-Q[1-4]$' })
/** What there may be one proposal of: a cause and a quarter. */
export const ProposalKey = Type.String({ maxLength: 60, pattern: `^cause:(${keepers.join('|')}):\\d{4}-Q[1-4]$` })

/** What is done about a risk or an opportunity of a process (absent: of the whole agency): who answers for it, by when, when it was done, when it is looked at again; the proposal that it came from. */
export const Treatment = closed({
  process: Type.Optional(Code), ownerId: Id, treatment: text(2000), dueOn: LocalDate, doneOn: Type.Optional(LocalDate), reviewOn: Type.Optional(LocalDate), proposal: Type.Optional(ProposalKey),
})
export type Treatment = Static<typeof Treatment>

/** A proposed risk with its numbers: late dossiers of the quarter, those of this cause, and the processes that they are of, the most first. `factId`: the entry that took it up. */
export const RiskProposal = closed({
  key: ProposalKey, rule: Type.String({ maxLength: 40 }), cause: Type.String({ maxLength: 20 }), quarter: Quarter, dossiers: Type.Integer({ minimum: 1 }), late: Type.Integer({ minimum: 1 }),
  processes: Type.Array(closed({ code: Code, dossiers: Type.Integer({ minimum: 1 }) }), { maxItems: 3000 }), factId: nullable(Id),
})
export type RiskProposal = Static<typeof RiskProposal>
/** `least` and `leastPercent`: what the rule asks for. */
export const RiskProposals = closed({ quarter: Quarter, from: LocalDate, to: LocalDate, rule: Type.String({ maxLength: 40 }), least: Type.Integer(), leastPercent: Type.Integer(), late: Type.Integer(), items: Type.Array(RiskProposal, { maxItems: 10 }) })
export type RiskProposals = Static<typeof RiskProposals>
export const RiskProposalQuery = closed({ quarter: Type.Optional(Quarter) })
