/** The work list and one dossier, to read. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Account, Unit } from '../../schemas/agency.ts'
import { closed } from '../../schemas/common.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { officialStatuses } from '../../schemas/procedure.ts'
import { Cursor } from '../../schemas/service.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { listDossiers, type ListedDossier, type ReadDossier } from '../../storage/dossiers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { parseInstant, tMinusOne } from '../../workflows/calendar/index.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { isId, isInstantOrNull, nextCursor, readCursor } from '../api/cursors.ts'
import { findDossier, journalOf } from '../api/dossiers.ts'
import type { Deps } from '../deps.ts'
import { type Standing, standingOf } from '../views/badge.ts'
import { dossierView, type DossierDetail } from '../views/dossier.ts'
import { dossiersView, type DossierRow } from '../views/dossiers.ts'
import { dateText, instantText } from '../views/times.ts'
import { personOrSignIn, sendPage } from './common.ts'

const pageSize = 50
const dash = '–'

const statusText = (status: number): string => officialStatuses[status]?.vi ?? dash

const standing = ({ calendar }: Rules, dossier: Dossier, nowMs: number): Standing => {
  const { dueAtMs } = dossier.clock
  return standingOf(dossier, nowMs, dueAtMs === null ? null : tMinusOne(calendar, dueAtMs))
}

const stepNames = ({ compiled }: Rules, dossier: Dossier): string[] => dossier.steps.map(({ step }) => compiled.steps.get(step)?.name.vi ?? step)

const rowOf = async (deps: Deps, { dossier, applicantName }: ListedDossier, zone: string): Promise<DossierRow> => {
  const rules = await deps.rules.rulesOf(dossier)
  return {
    id: dossier.id, code: dossier.code ?? 'Chưa tiếp nhận', standing: standing(rules, dossier, deps.clock.nowMs()),
    due: instantText(dossier.clock.dueAtMs, zone), applicant: applicantName ?? dash, procedure: rules.compiled.definition.title.vi,
    status: statusText(dossier.status), steps: stepNames(rules, dossier).join('; '),
  }
}

interface ListQuery { readonly after?: string }

const declareList = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: ListQuery }>('/', {
    schema: { hide: true, querystring: closed({ after: Type.Optional(Cursor) }) },
  }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const after = readCursor(request.query.after, [isInstantOrNull, isId])
    const found = await listDossiers(deps.pool, person.reader, { openOnly: true }, {
      limit: pageSize, after: after === undefined ? null : { dueAtMs: after[0] as number | null, id: String(after[1]) },
    })
    const next = nextCursor(found, pageSize, ({ dossier }) => [dossier.clock.dueAtMs, dossier.id])
    const rows = await Promise.all(found.map((one) => rowOf(deps, one, person.reader.zone)))
    return sendPage(request, reply, { title: 'Hồ sơ', body: dossiersView(rows, next === null ? null : `/?after=${next}`) })
  })
}

interface Names { readonly units: readonly Unit[]; readonly people: readonly Account[] }

const namesFor = async (deps: Deps, { reader }: SignedInPerson, ids: readonly (string | null)[]): Promise<Names> => {
  const em = deps.orm.em.fork()
  return { units: await listUnits(em, reader.tenantId), people: await findAccounts(em, reader.tenantId, ids.filter((id) => id !== null)) }
}

const unitName = ({ units }: Names, id: string): string => units.find((unit) => unit.id === id)?.name.vi ?? dash
const personName = ({ people }: Names, id: string | null): string => people.find((person) => person.id === id)?.fullName ?? dash

const channels = { direct: 'Trực tiếp', online: 'Trực tuyến', postal: 'Bưu chính công ích' } as const

const factsOf = ({ facts: { dossier }, applicant }: ReadDossier, rules: Rules, names: Names, zone: string): DossierDetail['facts'] => [
  ['Mã hồ sơ', dossier.code ?? 'Chưa tiếp nhận'],
  ['Người nộp', applicant?.name ?? dash],
  ['Nội dung', applicant?.subject ?? dash],
  ['Hình thức nộp', channels[dossier.channel]],
  ['Tiếp nhận', instantText(dossier.receivedAtMs, zone)],
  ['Hạn trả', instantText(dossier.clock.dueAtMs, zone)],
  ['Hạn trả in trên giấy hẹn', instantText(dossier.clock.dueOriginalAtMs, zone)],
  ['Trạng thái', statusText(dossier.status)],
  ['Đơn vị tiếp nhận', unitName(names, dossier.receivingUnitId)],
  ['Đơn vị giải quyết', unitName(names, dossier.responsibleUnitId)],
  ['Quy trình áp dụng', `${dossier.procedureCode} – lần ban hành ${rules.compiled.definition.revision}`],
  ['Có kết quả', instantText(dossier.resultReadyAtMs, zone)],
  ['Trả kết quả', instantText(dossier.deliveredAtMs, zone)],
]

/** The journal speaks of events by their code; the definition may have a name for them. */
const eventText = ({ compiled }: Rules, event: string, step: string | null): string => {
  const name = compiled.offersByStep.get(step ?? '')?.find((offer) => offer.event === event)?.name?.vi ?? compiled.definition.events?.[event]?.name.vi ?? event
  const where = step === null ? undefined : compiled.steps.get(step)?.name.vi
  return where === undefined ? name : `${name} (${where})`
}

const declareOne = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string } }>('/dossiers/:id', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { zone } = person.reader
    const found = await findDossier(deps, person, request.params.id)
    const { dossier } = found.facts
    const [rules, journal] = await Promise.all([deps.rules.rulesOf(dossier), journalOf(deps, person, dossier.id)])
    const names = await namesFor(deps, person, [...dossier.steps.map((one) => one.holderId), ...journal.entries.map(({ entry }) => entry.actor.account)])
    const body = dossierView({
      heading: rules.compiled.definition.title.vi, standing: standing(rules, dossier, deps.clock.nowMs()), facts: factsOf(found, rules, names, zone),
      steps: dossier.steps.map((one) => ({
        name: rules.compiled.steps.get(one.step)?.name.vi ?? one.step, unit: unitName(names, one.unitId), holder: personName(names, one.holderId),
        since: instantText(one.enteredAtMs, zone), due: instantText(one.dueAtMs, zone),
      })),
      verified: journal.verified,
      journal: journal.entries.map(({ entry, personal }) => ({
        at: instantText(parseInstant(entry.at, zone), zone), what: eventText(rules, entry.event, entry.step), who: personName(names, entry.actor.account),
        status: statusText(entry.status), reason: withPaper(personal['reason'] ?? null, entry.paper),
      })),
    })
    return sendPage(request, reply, { title: dossier.code ?? 'Hồ sơ', body })
  })
}

const withPaper = (reason: string | null, paper: { number: string | null; on: string | null } | undefined): string | null => {
  const named = paper === undefined || paper.number === null ? null : `Văn bản số ${paper.number}${paper.on === null ? '' : ` ngày ${dateText(paper.on)}`}`
  return [reason, named].filter((part) => part !== null).join('\n') || null
}

export const declareDossierPages = (pages: FastifyInstance, deps: Deps): void => {
  declareList(pages, deps)
  declareOne(pages, deps)
}
