/** One event on one document: read, decide, write; at most once for its key. */
import type { AdvanceDocument } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findLaws } from '../../storage/documents/laws.ts'
import { newId } from '../../storage/ids.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { findAccounts } from '../../storage/accounts.ts'
import type { DocumentInput } from '../../workflows/document/apply.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import { refuseIdleMembers } from '../../workflows/document/request.ts'
import type { Deps } from '../deps.ts'
import { type DocumentRead, factsOfDocument } from './document-facts.ts'
import { documentViewOf, type DocumentView } from './document-view.ts'
import { keepDecision } from './keep-document.ts'
import { once, type Done } from './once.ts'

export interface DocumentRequest<T> {
  readonly person: SignedInPerson
  readonly id: string
  /** The version that the client read, from If-Match. */
  readonly expectedVersion: number
  readonly key: string
  readonly body: T
}

/** The document at the version that the client read. @throws DomainError not-found | stale-version */
export const currentDocument = async (deps: Pick<Deps, 'pool' | 'orm' | 'clock'>, { person, id, expectedVersion }: Omit<DocumentRequest<unknown>, 'key' | 'body'>): Promise<DocumentRead> => {
  const found = await factsOfDocument(deps, person, id)
  const { version } = found.facts.document
  if (version !== expectedVersion) throw new DomainError('stale-version', { version, expectedVersion })
  return found
}

/** Laws, units and people that a body names must be of this agency. @throws DomainError law-unknown | unit-unknown | user-unknown */
export const checkNames = async (deps: Pick<Deps, 'pool' | 'orm'>, { tenantId, today }: SignedInPerson['reader'], { lawIds = [], lawId, holders = [] }: Partial<AdvanceDocument>): Promise<void> => {
  const wanted = [...lawIds, ...(lawId === undefined ? [] : [lawId])]
  if ((await findLaws(deps.pool, tenantId, wanted)).length < new Set(wanted).size) throw new DomainError('law-unknown')
  const em = deps.orm.em.fork()
  const units = holders.flatMap(({ unitId }) => unitId ?? [])
  const accounts = holders.flatMap(({ accountId }) => accountId ?? [])
  if (holders.some(({ unitId, accountId }) => (unitId === null) === (accountId === null))) throw new DomainError('invalid-request', {
    errors: [{ at: '/holders', rule: 'one-of', message: 'mỗi nơi nhận là một đơn vị hoặc một người', messageEn: 'each holder is one unit or one person' }],
  })
  const known = units.length === 0 ? [] : (await listUnits(em, tenantId, today)).map(({ id }) => id)
  if (units.some((unit) => !known.includes(unit))) throw new DomainError('unit-unknown')
  if ((await findAccounts(em, tenantId, accounts)).length < new Set(accounts).size) throw new DomainError('user-unknown')
}

/** Decides one event on the document as it was read, and keeps it; for events of every address. */
export const carryOutEvent = async (em: Parameters<typeof keepDecision>[0], { read, facts }: DocumentRead, event: DocumentInput, nowMs: number): Promise<DocumentView> => {
  const decision = decideDocument(facts, { event, nowMs })
  await keepDecision(em, { before: facts.document, decision, zone: facts.zone, nowMs })
  return documentViewOf(decision.document, read.level, facts.zone)
}

/**
 * Carries out one event.
 * @throws DomainError not-found | stale-version | idempotency-key-reused | invalid-request | law-unknown | unit-unknown | user-unknown, and what `decideDocument` refuses
 */
export const advanceDocument = async (deps: Deps, { person, id, expectedVersion, key, body }: DocumentRequest<AdvanceDocument>): Promise<Done<DocumentView>> =>
  once(deps, { person, key, request: { document: id, version: expectedVersion, body } }, async (em) => {
    const found = await currentDocument(deps, { person, id, expectedVersion })
    refuseIdleMembers(body)
    await checkNames(deps, person.reader, body)
    return carryOutEvent(em, found, { ...body, newId: newId() }, deps.clock.nowMs())
  })
