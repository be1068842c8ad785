/** The lists that an agency keeps of its documents, as of a day: what screen, files and programming interface say alike. */
import { documentTypes, type DocumentType } from '../../schemas/document.ts'
import { type MasterList, type MasterListAnswer, type MasterListLine, masterListMost } from '../../schemas/master-list.ts'
import { type DocumentInForce, documentsInForce, type GivenCopy, givenCopies, type LawInForce, lawsInForce } from '../../storage/documents/master-lists.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addDays, localDateOf, startOfDateMs } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { fault } from './statistics.ts'

/** `on` undefined: today. */
export interface MasterListRequest { readonly list: MasterList; readonly on?: string | undefined; readonly unit?: string | undefined }

const typesOf: Readonly<Record<MasterList, readonly DocumentType[]>> = {
  internal: documentTypes.filter((one) => one !== 'external'), external: ['external'], forms: ['form'], records: documentTypes.filter((one) => one !== 'external'), copies: [],
}

const documentLine = ({ id, code, type, ownerUnitId, retention, revision, parentCode }: DocumentInForce, zone: string): MasterListLine => ({
  id, type, lawKind: null, code, title: revision.title, issue: revision.issue, revision: revision.revision, from: localDateOf(revision.effectiveFromMs ?? 0, zone), to: null,
  issuer: null, issuedOn: null, decision: revision.decision, ownerUnitId, retention, parentCode, followedBy: [], copy: null,
})

const lawLine = ({ law, followedBy }: LawInForce): MasterListLine => ({
  id: law.id, type: null, lawKind: law.kind, code: law.number, title: law.title, issue: null, revision: null, from: law.effectiveFrom, to: law.endsOn,
  issuer: law.issuer, issuedOn: law.issuedOn, decision: null, ownerUnitId: null, retention: null, parentCode: null, followedBy: [...followedBy], copy: null,
})

const copyLine = ({ copy, isRecalled, isInForce, ...of }: GivenCopy, zone: string): MasterListLine => ({
  ...documentLine({ ...of, retention: null, parentCode: null }, zone),
  copy: {
    number: copy.number, holder: copy.holder, givenOn: localDateOf(copy.givenAtMs, zone), standing: isRecalled ? 'recalled' : isInForce ? 'inUse' : 'toRecall',
    recalledOn: isRecalled && copy.recalledAtMs !== null ? localDateOf(copy.recalledAtMs, zone) : null, outcome: isRecalled ? copy.outcome : null,
  },
})

/** A list with what this person may see of it. @throws DomainError invalid-request: a day that is still to come */
export const masterListOf = async (deps: Pick<Deps, 'pool' | 'clock'>, { reader }: SignedInPerson, { list, on = reader.today, unit }: MasterListRequest): Promise<MasterListAnswer> => {
  if (on > reader.today) throw fault('/on', 'range', 'ngày chưa đến', 'the day is still to come')
  const atMs = on === reader.today ? deps.clock.nowMs() : startOfDateMs(addDays(on, 1), reader.zone) - 1
  const unitId = unit ?? null
  const most = masterListMost + 1
  const copies = list === 'copies' ? await givenCopies(deps.pool, reader, { atMs, unitId }, most) : []
  const documents = list === 'copies' ? [] : await documentsInForce(deps.pool, reader, { atMs, types: typesOf[list], unitId, recordsOnly: list === 'records' }, most)
  const laws = list === 'external' ? await lawsInForce(deps.pool, reader, { on, unitId }, most) : []
  const lines = [...laws.map(lawLine), ...documents.map((one) => documentLine(one, reader.zone)), ...copies.map((one) => copyLine(one, reader.zone))]
  return { list, on, isCut: lines.length > masterListMost, lines: lines.slice(0, masterListMost) }
}
