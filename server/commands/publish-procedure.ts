/** Checks a procedure definition for this agency, and puts a new revision in force. */
import type { EntityManager } from '@mikro-orm/core'
import type { Bilingual } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Finding, ProcedureDefinition, type Staffing } from '../../schemas/procedure.ts'
import type { ProcedureLine } from '../../schemas/service.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { listGrants, listSubstitutions } from '../../storage/grants.ts'
import { addProcedure, endProcedure, listRevisions, type StoredProcedure } from '../../storage/procedures.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { check, type CheckContext } from '../../workflows/procedure/check.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { once, type Done } from './once.ts'

type PublishDeps = Pick<Deps, 'orm' | 'clock'>

/** A stored revision as a line of a list. */
export const procedureLine = ({ hash, status, validFrom, validTo, definition }: StoredProcedure): ProcedureLine => {
  const { code, revision, title, kind, limit } = definition
  return { code, revision, hash, title: title satisfies Bilingual, kind, status, validFrom, validTo, limit }
}

/** Who holds which role today, and for whom they may stand in. */
const staffingOf = async (em: EntityManager, { reader }: SignedInPerson): Promise<Staffing> => {
  const grants = await listGrants(em, reader.tenantId, reader.today)
  const substitutions = await listSubstitutions(em, reader.tenantId, reader.today)
  const rolesOf = (id: string) => [...new Set(grants.filter((grant) => grant.accountId === id).map((grant) => grant.role))]
  const standsInFor = (id: string) => substitutions.filter((one) => one.substituteAccountId === id)
    .flatMap((one) => (one.role === null ? rolesOf(one.absentAccountId) : [one.role]))
  const ids = [...new Set([...grants.map((grant) => grant.accountId), ...substitutions.map((one) => one.substituteAccountId)])]
  return { people: ids.map((id) => ({ id, roles: rolesOf(id), substitutes: [...new Set(standsInFor(id))] })) }
}

const contextOf = async (em: EntityManager, person: SignedInPerson): Promise<CheckContext> => {
  const calendar = await findCalendar(em, person.reader.tenantId, person.calendarId)
  const staffing = await staffingOf(em, person)
  return { staffing, horizonOn: person.reader.today, ...(calendar === undefined ? {} : { calendar }) }
}

/** Every finding on a definition, with this agency's people and calendar in mind. @throws DomainError procedure-invalid when it is no definition at all */
export const checkDefinition = async (deps: PublishDeps, person: SignedInPerson, body: unknown): Promise<{ definition: ProcedureDefinition; findings: Finding[] }> => {
  const definition = parseWith(ProcedureDefinition, body, 'procedure-invalid')
  return { definition, findings: check(definition, await contextOf(deps.orm.em.fork(), person)) }
}

/**
 * Puts a revision in force from its `validFrom`; the revision before it ends the day before.
 * @throws DomainError procedure-invalid with `findings` when one of them is an error; procedure-immutable when this revision is there
 */
export const publishProcedure = async (deps: PublishDeps, { person, key, body }: { person: SignedInPerson; key: string; body: unknown }): Promise<Done<ProcedureLine>> => {
  const { definition, findings } = await checkDefinition(deps, person, body)
  if (findings.some(({ severity }) => severity === 'error')) throw new DomainError('procedure-invalid', { findings: findings.slice(0, 50) })
  const hash = hashOf(definition)
  const { tenantId } = person.reader
  return once(deps, { person, key, request: { publish: hash } }, async (em) => {
    const earlier = await listRevisions(em, tenantId, definition.code)
    if (earlier.some((one) => one.definition.revision >= definition.revision)) throw new DomainError('procedure-immutable', { revision: earlier.at(-1)?.definition.revision })
    const nowMs = deps.clock.nowMs()
    await endBefore(em, { tenantId, earlier, validFrom: definition.validFrom, nowMs })
    return procedureLine(await addProcedure(em, tenantId, { hash, definition }, 'effective', nowMs))
  })
}

/** Puts a definition that was checked when it was approved into force, under the next number of its code. In the caller's transaction. */
export const putDefinitionIntoForce = async (em: EntityManager, tenantId: string, approved: ProcedureDefinition, nowMs: number): Promise<StoredProcedure> => {
  const earlier = await listRevisions(em, tenantId, approved.code)
  const definition = { ...approved, revision: (earlier.at(-1)?.definition.revision ?? 0) + 1 }
  await endBefore(em, { tenantId, earlier, validFrom: definition.validFrom, nowMs })
  return addProcedure(em, tenantId, { hash: hashOf(definition), definition }, 'effective', nowMs)
}

interface Followed { readonly tenantId: string; readonly earlier: readonly StoredProcedure[]; readonly validFrom: string; readonly nowMs: number }

/** The open revision ends the day before the next one begins; one that begins no earlier is overruled by its lower number. */
const endBefore = async (em: EntityManager, { tenantId, earlier, validFrom, nowMs }: Followed): Promise<void> => {
  const open = earlier.filter((one) => one.status === 'effective' && one.validTo === null && one.validFrom < validFrom)
  for (const one of open) await endProcedure(em, tenantId, one.hash, addDays(validFrom, -1), nowMs)
}
