import type { Bilingual } from '../schemas/common.ts'
import type { Account } from '../schemas/agency.ts'
import type { HeldRole } from '../schemas/dossier.ts'
import type { Reader } from './dossiers.ts'
import { fromTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Who a session speaks for, and what they may read today. */
export interface SignedInPerson {
  readonly account: Account
  readonly expiresAtMs: number
  readonly calendarId: string
  readonly agencyName: Bilingual
  readonly reader: Reader
}

interface Row {
  tenant_id: string; account_id: string; user_name: string; full_name: string; expires_at: Date; today: string; zone: string; calendar_id: string
  name_vi: string; name_en: string
  units: string[]; roles: HeldRole[]
}

/** The person behind a token, in one round trip; undefined when the session is unknown, has ended, or the account is closed. */
export const findSignedIn = async (db: Executor, tokenHash: Buffer, nowMs: number): Promise<SignedInPerson | undefined> => {
  const { rows } = await db.query<Row>(statement('signed-in', [tokenHash, nowMs]))
  const row = rows[0]
  return row === undefined ? undefined : {
    account: { id: row.account_id, userName: row.user_name, fullName: row.full_name, active: true },
    expiresAtMs: fromTimestamp(row.expires_at), calendarId: row.calendar_id, agencyName: { vi: row.name_vi, en: row.name_en },
    reader: { tenantId: row.tenant_id, accountId: row.account_id, zone: row.zone, today: row.today, units: row.units, roles: row.roles },
  }
}
