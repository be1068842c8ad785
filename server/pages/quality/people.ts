/** People of the agency as the pages of the quality loop name and offer them. */
import { findAccounts } from '../../../storage/accounts.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { staffOf } from '../../commands/staff.ts'
import type { Deps } from '../../deps.ts'
import type { Choice } from '../../views/form.ts'

/** So many lines, the newest, a register holds that is written as one file; it says so where there are more. */
export const registerMost = 5_000

/** Names by account. */
export const namesIn = async (deps: Deps, { reader }: SignedInPerson, ids: readonly (string | null | undefined)[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await findAccounts(deps.orm.em.fork(), reader.tenantId, ids.filter((id) => id !== null && id !== undefined))).map(({ id, fullName }) => [id, fullName]))

/** Everybody who holds a role today, by name. */
export const peopleChoices = async (deps: Deps, { reader }: SignedInPerson): Promise<Choice[]> =>
  (await staffOf(deps.orm.em.fork(), reader)).map(({ id, fullName }) => ({ value: id, text: fullName })).sort((a, b) => a.text.localeCompare(b.text, 'vi'))
