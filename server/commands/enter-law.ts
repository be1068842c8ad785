/** Enters a law, and links documents to it, each with its three months. */
import { DomainError } from '../../schemas/errors.ts'
import type { Law, NewLaw } from '../../schemas/law.ts'
import { addLaw, findLaws } from '../../storage/documents/laws.ts'
import { newId } from '../../storage/ids.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import type { Deps } from '../deps.ts'
import { factsOfDocument } from './document-facts.ts'
import { keepDecision } from './keep-document.ts'
import { once, type Done } from './once.ts'

/** @throws DomainError dates-reversed | law-unknown | name-taken | idempotency-key-reused */
export const enterLaw = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewLaw }): Promise<Done<Law>> => {
  if (body.endsOn !== undefined && body.endsOn < body.effectiveFrom) throw new DomainError('dates-reversed', { validFrom: body.effectiveFrom, validTo: body.endsOn })
  return once(deps, { person, key, request: { law: body } }, async (em) => {
    const { tenantId, accountId } = person.reader
    const id = newId()
    await addLaw(executorIn(em), tenantId, { ...body, id }, { accountId, nowMs: deps.clock.nowMs() })
    return { ...body, id, endsOn: body.endsOn ?? null, replacesId: body.replacesId ?? null, source: body.source ?? null }
  })
}

/** Which documents a law was linked to now; those that were linked before are passed over. */
export interface LinkedLaw { readonly linked: string[] }

/** All of them or none. @throws DomainError law-unknown | not-found | role-not-granted | document-retired | idempotency-key-reused */
export const linkLaw = async (
  deps: Deps, { person, key, lawId, documentIds }: { readonly person: SignedInPerson; readonly key: string; readonly lawId: string; readonly documentIds: readonly string[] },
): Promise<Done<LinkedLaw>> =>
  once(deps, { person, key, request: { linkLaw: lawId, documentIds } }, async (em) => {
    if ((await findLaws(deps.pool, person.reader.tenantId, [lawId])).length === 0) throw new DomainError('law-unknown')
    const nowMs = deps.clock.nowMs()
    const linked: string[] = []
    for (const id of [...new Set(documentIds)].sort()) {
      const { facts } = await factsOfDocument(deps, person, id)
      if (facts.document.laws.some((link) => link.lawId === lawId)) continue
      const decision = decideDocument(facts, { event: { type: 'LINK_LAW', lawId, newId: newId() }, nowMs })
      await keepDecision(em, { before: facts.document, decision, zone: facts.zone, nowMs })
      linked.push(id)
    }
    return { linked }
  })
