/** Writes the table of steps into the draft that it was made for: from then on the draft carries the definition of the table. */
import { DomainError } from '../../schemas/errors.ts'
import type { Deps } from '../deps.ts'
import type { DocumentRequest } from './advance-document.ts'
import { type Carried, carryDefinition } from './carry-procedure.ts'
import { requireVersion } from './edit-step-table.ts'
import { once, type Done } from './once.ts'
import { judgeTable, openTable } from './step-table.ts'

/**
 * Everybody who worked on the table counts as a drafter. Findings do not keep it out of the draft: they keep the draft from being approved.
 * @throws DomainError not-found | stale-version | procedure-invalid when the table has faults that keep it from being a definition;
 * idempotency-key-reused, and what `decideDocument` refuses of DEFINE
 */
export const writeStepTable = async (deps: Deps, { person, id, expectedVersion, key }: DocumentRequest<null>): Promise<Done<Carried>> =>
  once(deps, { person, key, request: { writeTable: id, version: expectedVersion } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const opened = await openTable(deps, person, id)
    requireVersion(opened, expectedVersion)
    if (opened.based === null) throw new DomainError('not-found')
    const { definition, findings, problems } = await judgeTable(deps, person, opened.based)
    if (definition === null) throw new DomainError('procedure-invalid', { findings: problems.slice(0, 50).map(({ fault, row, what }) => ({ rule: fault, at: row, message: what })) })
    const document = await carryDefinition(em, opened.found, { definition, workers: opened.standing.workers, accountId: person.reader.accountId, nowMs })
    return { document, findings }
  })
