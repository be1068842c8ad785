/** The people of a fact in a form: who attended and who was sent as boxes to tick or user names, the steering committee a person a line. */
import { committeePosts, type FactKind, factPeopleMost, type FactPerson, listsPeople, type NewFactPerson, trainedAs } from '../../schemas/fact.ts'
import { findCredentials, listAccounts } from '../../storage/accounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { factFault } from '../commands/fact-people.ts'
import type { Deps } from '../deps.ts'
import type { Choice, FormField } from '../views/form.ts'
import { catalogues, languages } from '../views/texts/index.ts'
import { dateText, readDate } from '../views/times.ts'
import { typed } from './admin-forms.ts'
import type { Fields } from './forms.ts'
import { accountIdOf, type Registers } from './register-names.ts'
import type { Visit } from './visit.ts'

const lineMost = 20_000

const namesField = (visit: Visit, as: (typeof trainedAs)[number], { offered, people }: Registers, listed: readonly FactPerson[]): FormField => {
  const ids = listed.flatMap((one) => (one.as === as && one.accountId !== null ? [one.accountId] : []))
  const field = { name: as, label: visit.t.factPeople[as] }
  if (offered === null) return { ...field, kind: 'lines', rows: 4, max: lineMost, optional: true, hint: visit.t.factPeople.namesHint, value: ids.flatMap((id) => people.get(id)?.userName ?? []).join('\n') }
  const choices: Choice[] = offered.filter(({ active, id }) => active || ids.includes(id)).map(({ id, fullName, userName }) => ({ value: id, text: `${fullName} (${userName})` }))
  return { ...field, kind: 'many', choices, values: ids }
}

const lineOf = ({ t }: Visit, { people }: Registers, { accountId, name, as, position, from, to }: FactPerson): string => {
  const who = accountId === null ? name : people.get(accountId)?.userName ?? name
  return [who, t.factCapacities[as], position ?? '', from === null ? '' : dateText(from), to === null ? '' : dateText(to)].join('; ').replace(/[; ]+$/, '')
}

/** The fields of a kind that lists people, filled with those of a fact that is corrected. */
export const peopleFields = (visit: Visit, kind: FactKind, registers: Registers, listed: readonly FactPerson[]): FormField[] => {
  if (!listsPeople(kind)) return []
  if (kind === 'training') return trainedAs.map((as) => namesField(visit, as, registers, listed))
  return [{ kind: 'lines', name: 'people', label: visit.t.factPeople.committee, hint: visit.t.factPeople.committeeHint, rows: 6, max: lineMost, optional: true, value: listed.map((one) => lineOf(visit, registers, one)).join('\n') }]
}

/** The lines of a field. @throws DomainError invalid-request: more than a fact lists, before anybody is looked up */
const linesOf = (fields: Fields, name: string): string[] => {
  const lines = typed(fields, name).split('\n').map((one) => one.trim()).filter((one) => one !== '')
  if (lines.length > factPeopleMost) throw factFault('/people', `nhiều nhất ${factPeopleMost} người`, `at most ${factPeopleMost} people`)
  return lines
}

const trainedIn = async (deps: Deps, person: SignedInPerson, fields: Fields): Promise<NewFactPerson[]> => {
  const listed: NewFactPerson[] = []
  for (const as of trainedAs) {
    const ticked = [...fields.keys()].flatMap((key) => (key.startsWith(`${as}.`) ? [key.slice(as.length + 1)] : []))
    for (const one of [...ticked, ...linesOf(fields, as)]) listed.push({ accountId: await accountIdOf(deps, person, one), as })
  }
  return listed
}

/** What a capacity is called in either language, in small letters. */
const postOf = (text: string): (typeof committeePosts)[number] | undefined =>
  (text === '' ? 'member' : committeePosts.find((post) => languages.some((language) => catalogues[language].factCapacities[post].toLowerCase() === text.toLowerCase())))

/** Names looked through for somebody who was named in full; of two who are called alike the user name is asked for. */
const namedMost = 5000
const accountNamed = async (deps: Deps, { reader }: SignedInPerson, text: string): Promise<string | undefined> => {
  const em = deps.orm.em.fork()
  const found = await findCredentials(em, text.toLowerCase())
  if (found?.tenantId === reader.tenantId) return found.account.id
  const alike = (await listAccounts(em, reader.tenantId, { limit: namedMost })).filter(({ fullName }) => fullName.toLowerCase() === text.toLowerCase())
  if (alike.length > 1) throw factFault('/people', `${text}: nhiều người trùng tên, ghi tên đăng nhập`, `${text}: several people are called so, write the user name`)
  return alike[0]?.id
}

const memberIn = async (deps: Deps, person: SignedInPerson, text: string, at: number): Promise<NewFactPerson> => {
  const [who = '', post = '', position = '', from = '', to = ''] = text.split(';').map((one) => one.trim())
  const as = postOf(post)
  const days = [from, to].map((one) => (one === '' ? undefined : readDate(one)))
  if (as === undefined || days.includes(null)) throw factFault('/people', `dòng ${at + 1}: ghi đúng tư cách và ngày dd/mm/yyyy`, `line ${at + 1}: write capacity and days dd/mm/yyyy as asked`)
  const accountId = await accountNamed(deps, person, who)
  return {
    as, ...(accountId === undefined ? { name: who } : { accountId }), ...(position === '' ? {} : { position }), ...(days[0] ? { from: days[0] } : {}), ...(days[1] ? { to: days[1] } : {}),
  }
}

/** The people who were ticked or typed. @throws DomainError user-unknown | invalid-request */
export const peopleIn = async (deps: Deps, person: SignedInPerson, kind: FactKind, fields: Fields): Promise<NewFactPerson[]> => {
  if (kind === 'training') return trainedIn(deps, person, fields)
  return kind === 'steering' ? Promise.all(linesOf(fields, 'people').map((text, at) => memberIn(deps, person, text, at))) : []
}
