/** Facts that reports cite: what is in force, and every version of it. */
import { type Fact, type FactKind, treatedKinds } from '../schemas/fact.ts'
import { DomainError } from '../schemas/errors.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** What a version states, without its place. */
export type FactBody = Omit<Fact, 'id' | 'version'>
/** A version with who made it and when. */
export interface StoredFact { readonly fact: Fact; readonly atMs: number; readonly by: string }
interface By { readonly accountId: string; readonly nowMs: number }
interface Row { id: string; version: number; body: FactBody; at: Date | string; full_name: string }

const toStored = ({ id, version, body, at, full_name: by }: Row): StoredFact => ({ fact: { ...body, id, version }, atMs: fromTimestamp(at), by })

const keeping = async <T>(write: Promise<T>): Promise<T> => {
  try {
    return await write
  } catch (error) {
    throw ['23505', '23P01'].includes((error as { code?: string }).code ?? '') ? new DomainError('name-taken') : error
  }
}

/** Enters a fact. @throws DomainError name-taken when it is there, or its document with another date */
export const addFact = async (db: Executor, tenantId: string, id: string, body: FactBody, { accountId, nowMs }: By): Promise<void> => {
  await keeping(db.query(statement('add-fact', [tenantId, id, body.kind, body.number, body.on, body.issuer ?? '', body.title, JSON.stringify(body), toTimestamp(nowMs), accountId])))
}

/** Puts a newer version over the one that was read; answers its number. @throws DomainError stale-version | name-taken */
export const changeFact = async (db: Executor, tenantId: string, { id, version }: { readonly id: string; readonly version: number }, body: FactBody, { accountId, nowMs }: By): Promise<number> => {
  const at = toTimestamp(nowMs)
  const { rows } = await keeping(db.query<{ version: number }>(statement('change-fact', [tenantId, id, version, body.number, body.on, body.issuer ?? '', body.title, body.withdrawn])))
  const next = rows[0]?.version
  if (next === undefined) throw new DomainError('stale-version')
  await db.query(statement('add-fact-version', [tenantId, id, next, JSON.stringify(body), at, accountId]))
  return next
}

/** Which facts took up these proposals of risks, by key. */
export const proposedFacts = async (db: Executor, tenantId: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await db.query<{ key: string; id: string }>(statement('proposed-facts', [tenantId, JSON.stringify(keys)]))).rows.map(({ key, id }) => [key, id]))

/** At most `limit` facts in force, the newest stated first, after the key. */
export const listFacts = async (
  db: Executor, tenantId: string, { kind, after, limit }: { readonly kind: FactKind | null; readonly after: { readonly on: string; readonly id: string } | null; readonly limit: number },
): Promise<StoredFact[]> =>
  (await db.query<Row>(statement('list-facts', [tenantId, kind, after?.on ?? null, after?.id ?? null, limit]))).rows.map(toStored)

/** A treatment of a risk or an opportunity that is not done. */
export interface OpenTreatment { readonly id: string; readonly number: string; readonly title: string; readonly ownerId: string; readonly dueOn: string }

/** At most `limit` treatments that are due by a day and not done, the soonest first. */
export const openTreatments = async (db: Executor, tenantId: string, { dueBy, limit }: { readonly dueBy: string; readonly limit: number }): Promise<OpenTreatment[]> =>
  (await db.query<OpenTreatment>(statement('open-treatments', [tenantId, treatedKinds, dueBy, limit]))).rows

/** Every version of a fact, the newest first; none when there is no such fact. */
export const factVersions = async (db: Executor, tenantId: string, id: string): Promise<StoredFact[]> =>
  (await db.query<Row>(statement('fact-versions', [tenantId, id]))).rows.map(toStored)

/** Facts of some kinds (null: of all) that were stated up to a day and not withdrawn, as they were known at an instant: at most `limit`. */
export const factsKnown = async (
  db: Executor, tenantId: string, { knownAtMs, to, kinds = null, limit }: { readonly knownAtMs: number; readonly to: string; readonly kinds?: readonly FactKind[] | null; readonly limit: number },
): Promise<Fact[]> =>
  (await db.query<Row>(statement('facts-known', [tenantId, toTimestamp(knownAtMs), to, kinds, limit]))).rows.map((row) => toStored(row).fact).filter(({ withdrawn }) => !withdrawn)
