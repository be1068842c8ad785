/** What an empty database gets: a set-up page that asks for the code printed here. */
import { randomBytes } from 'node:crypto'
import { hasAccounts } from '../storage/accounts.ts'
import type { Deps } from './deps.ts'

/** The code that opens the set-up page; it is known to whoever sees the console of the service. */
export interface Setup { readonly code: string; open: boolean }

/** Answers the set-up code when an administrator has to begin; null when somebody has an account. */
export const prepareFirstStart = async (deps: Deps): Promise<Setup | null> => {
  if (await hasAccounts(deps.orm.em.fork())) return null
  const code = randomBytes(9).toString('base64url')
  console.log(`Nothing is set up yet. Open /setup and give this code: ${code}`)
  return { code, open: true }
}
