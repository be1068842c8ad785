/** Changes of the registers over time, each by a decision, and their trace: for administrators alone. */
import {
  ByDecision, EndedGrant, Ending, OneTimePassword, PasswordReset, PersonView, RegisterEntryFilter, RegisterEntryPage, UnitClosing, UnitDivision, UnitMerger, UnitRenaming, UnitsAfter,
  type RegisterEntry,
} from '../../schemas/administration.ts'
import { Account, Substitution, Unit } from '../../schemas/agency.ts'
import { listChanges, type KeptChange } from '../../storage/register-journal.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { closeAccount } from '../commands/close-account.ts'
import { closeUnit } from '../commands/close-unit.ts'
import { divideUnit } from '../commands/divide-unit.ts'
import { endGrant } from '../commands/end-grant.ts'
import { endSubstitution } from '../commands/end-substitution.ts'
import { mergeUnits } from '../commands/merge-units.ts'
import { viewPerson } from '../commands/person-view.ts'
import { renameUnit } from '../commands/rename-unit.ts'
import { reopenAccount } from '../commands/reopen-account.ts'
import { RecentDraws, resetPassword } from '../commands/reset-password.ts'
import type { Deps } from '../deps.ts'
import { administrators, personWith, requirePerson } from '../plugins/people.ts'
import { ById, idOf, problems } from './common.ts'
import { isId, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'
import { declareChange, declareNew } from './writes.ts'

const tag = 'administration'
const roles = administrators

const declarePeople = (api: Api, deps: Deps): void => {
  const draws = new RecentDraws()
  api.get('/accounts/:id', {
    preHandler: requirePerson(deps), schema: { tags: [tag], summary: 'A person with roles and substitutions, past and planned, and what they have in hand', params: ById, response: { 200: PersonView, ...problems } },
  }, (request) => viewPerson(deps, personWith(request, roles), idOf(request.params.id)))
  declareChange(api, deps, '/accounts/:id/close', { tag, roles, summary: 'Close an account', body: ByDecision, answer: Account }, (asked) => closeAccount(deps, asked))
  declareChange(api, deps, '/accounts/:id/reopen', { tag, roles, summary: 'Open a closed account again', body: ByDecision, answer: Account }, (asked) => reopenAccount(deps, asked))
  declareChange(api, deps, '/accounts/:id/password', { tag, roles, summary: 'Give a password that serves once', body: PasswordReset, answer: OneTimePassword },
    (asked) => resetPassword(deps, draws, asked))
  declareChange(api, deps, '/grants/:id/end', { tag, roles, summary: 'End a role; with the last one, what the person still has in hand', body: Ending, answer: EndedGrant }, (asked) => endGrant(deps, asked))
  declareChange(api, deps, '/substitutions/:id/end', { tag, roles, summary: 'End a substitution', body: Ending, answer: Substitution }, (asked) => endSubstitution(deps, asked))
}

const declareUnits = (api: Api, deps: Deps): void => {
  declareChange(api, deps, '/units/:id/rename', { tag, roles, summary: 'Give a unit another name', body: UnitRenaming, answer: Unit }, (asked) => renameUnit(deps, asked))
  declareChange(api, deps, '/units/:id/close', { tag, roles, summary: 'Close a unit', body: UnitClosing, answer: UnitsAfter }, (asked) => closeUnit(deps, asked))
  declareChange(api, deps, '/units/:id/divide', { tag, roles, summary: 'Divide a unit', body: UnitDivision, answer: UnitsAfter }, (asked) => divideUnit(deps, asked))
  declareNew(api, deps, '/unit-mergers', { tag, roles, summary: 'Merge units into a new one', body: UnitMerger, answer: UnitsAfter }, (asked) => mergeUnits(deps, asked))
}

const toEntry = ({ id, atMs, actorId, actor, kind, subjects, decision, details }: KeptChange, zone: string): RegisterEntry =>
  ({ id, at: formatInstant(atMs, zone), actor: { id: actorId, ...actor }, kind, subjects: [...subjects], decision, details: { ...details } })

const declareTrace = (api: Api, deps: Deps): void => {
  api.get('/register-entries', {
    preHandler: requirePerson(deps),
    schema: { tags: [tag], summary: 'Who changed which register, the newest first', querystring: RegisterEntryFilter, response: { 200: RegisterEntryPage, ...problems } },
  }, async (request) => {
    const { reader } = personWith(request, roles)
    const { subject, limit = 100 } = request.query
    const after = readCursor(request.query.after, [isId])
    const found = await listChanges(deps.pool, reader.tenantId, { subject: subject ?? null, on: reader.today, afterId: after === undefined ? null : String(after[0]), limit })
    return { items: found.map((one) => toEntry(one, reader.zone)), next: nextCursor(found, limit, ({ id }) => [id]) }
  })
}

export const declareAdministration = (api: Api, deps: Deps): void => {
  declarePeople(api, deps)
  declareUnits(api, deps)
  declareTrace(api, deps)
}
