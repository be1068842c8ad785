/** Two revisions of a procedure for comparison: those that were in force, and drafts for whoever may see them. */
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { listDrafted, type DraftedProcedure } from '../../storage/documents/read.ts'
import { findDefinition } from '../../storage/documents/save.ts'
import { listRevisions, type StoredProcedure } from '../../storage/procedures.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { compare, type Comparison } from '../../workflows/procedure/compare.ts'
import type { Deps } from '../deps.ts'

/** What a person may choose from: `key` is the number of a revision, or the id of the document's revision that carries a draft. */
export interface ChoosableRevision { readonly key: string; readonly stored: StoredProcedure | null; readonly drafted: DraftedProcedure | null }

/** Every revision of the code that this person may see, the oldest first, drafts last. */
export const choosableRevisions = async (deps: Pick<Deps, 'pool' | 'orm'>, { reader }: SignedInPerson, code: string): Promise<ChoosableRevision[]> => {
  const stored = await listRevisions(deps.orm.em.fork(), reader.tenantId, code)
  const drafted = await listDrafted(deps.pool, reader, code)
  return [
    ...stored.map((one) => ({ key: String(one.definition.revision), stored: one, drafted: null })),
    ...drafted.map((one) => ({ key: one.revisionId, stored: null, drafted: one })),
  ]
}

/** The definition of one of them. @throws DomainError not-found */
const chosenDefinition = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, { stored, drafted }: ChoosableRevision): Promise<ProcedureDefinition> => {
  const definition = stored?.definition ?? (drafted === null ? undefined : await findDefinition(deps.pool, reader.tenantId, drafted.hash))
  if (definition === undefined) throw new DomainError('not-found')
  return definition
}

export interface ComparedRevisions {
  readonly choices: readonly ChoosableRevision[]
  readonly from: ChoosableRevision
  readonly to: ChoosableRevision
  readonly before: ProcedureDefinition
  readonly after: ProcedureDefinition
  readonly comparison: Comparison
}

/** Two of them side by side; by default the newest and the one before it. @throws DomainError not-found */
export const compareRevisions = async (
  deps: Pick<Deps, 'pool' | 'orm'>, person: SignedInPerson, { code, from, to }: { readonly code: string; readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<ComparedRevisions> => {
  const choices = await choosableRevisions(deps, person, code)
  const chosen = (key: string | undefined, place: number): ChoosableRevision | undefined => (key === undefined ? choices.at(place) ?? choices[0] : choices.find((one) => one.key === key))
  const [first, second] = [chosen(from, -2), chosen(to, -1)]
  if (first === undefined || second === undefined) throw new DomainError('not-found')
  const before = await chosenDefinition(deps, person, first)
  const after = await chosenDefinition(deps, person, second)
  return { choices, from: first, to: second, before, after, comparison: compare(before, after) }
}

/** One of them by its key. @throws DomainError not-found */
export const revisionByKey = async (deps: Pick<Deps, 'pool' | 'orm'>, person: SignedInPerson, code: string, key: string): Promise<ProcedureDefinition> => {
  const chosen = (await choosableRevisions(deps, person, code)).find((one) => one.key === key)
  if (chosen === undefined) throw new DomainError('not-found')
  return chosenDefinition(deps, person, chosen)
}
