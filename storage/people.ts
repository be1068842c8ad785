/** People as the administration sees them. */
import type { Bilingual } from '../schemas/common.ts'
import type { Role } from '../schemas/procedure.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'
import { fold, partOf } from './work.ts'

/** A person with the roles of their own today and the number of steps in their hand. */
export interface ListedPerson {
  readonly id: string
  readonly userName: string
  readonly fullName: string
  readonly active: boolean
  readonly hasPassword: boolean
  readonly roles: readonly { readonly role: Role; readonly unitId: string; readonly unitName: Bilingual }[]
  readonly held: number
}

interface Row {
  id: string; user_name: string; full_name: string; active: boolean; has_password: boolean; held: number
  roles: ListedPerson['roles']
}

export interface PeopleQuery {
  /** Part of the name or of the user name; marks and case do not matter. */
  readonly words: string
  readonly on: string
  readonly closedToo: boolean
  readonly after: { readonly fullName: string; readonly id: string } | null
  readonly limit: number
}

/** At most `limit` people by full name in Vietnamese order, after the key. */
export async function listPeople(db: Executor, tenantId: string, { words, on, closedToo, after, limit }: PeopleQuery): Promise<ListedPerson[]> {
  const pattern = partOf(fold(words))
  const { rows } = await db.query<Row>(statement('list-people', [tenantId, on, pattern, pattern, closedToo, after?.fullName ?? null, after?.id ?? null, limit]))
  return rows.map(({ user_name: userName, full_name: fullName, has_password: hasPassword, ...row }) => ({ ...row, userName, fullName, hasPassword }))
}
