/** Freezes the report of now as the copy of what is sent: model, file and sum are kept, and nobody changes them. */
import { DomainError } from '../../schemas/errors.ts'
import type { FindingCode, IsoReport, NewReportCopy, ReportCopyDetail, ReportFinding } from '../../schemas/report.ts'
import { newId } from '../../storage/ids.ts'
import { addObject } from '../../storage/objects/rows.ts'
import { addMadeReport } from '../../storage/report-schedules.ts'
import { addReportCopy, findReportCopy, type StoredCopy } from '../../storage/report-copies.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { formatInstant, localDateOf, parseInstant } from '../../workflows/calendar/index.ts'
import { differencesOf } from '../../workflows/report/differences.ts'
import { isReportNumber } from '../../workflows/report/symbols.ts'
import type { Deps } from '../deps.ts'
import { agencyOf, isoReport } from '../reports/iso/collect.ts'
import { renderReport, reportFileTypes } from '../reports/iso/files.ts'
import { hasOfficialTable } from '../reports/iso/layouts.ts'
import { fault } from '../reports/statistics.ts'
import { keptFigures, readMade, sealedFigures, sumOfText, usualCut } from '../reports/made.ts'
import { once, type Done } from './once.ts'
import type { Entry } from './change-register.ts'

/** What keeps a report from being frozen: contradictions, and warnings that were not seen. */
const inTheWay = (findings: readonly ReportFinding[], seen: readonly FindingCode[]): ReportFinding[] =>
  findings.filter(({ code, severity }) => severity === 'blocks' || !seen.includes(code))

/** What is frozen: counted now, or what a schedule made, as its bytes are. @throws DomainError not-found: nothing of this layout and period was made so */
const toFreeze = async (deps: Deps, reader: { readonly tenantId: string; readonly zone: string }, { layout, from, to, madeId }: NewReportCopy): Promise<{ report: IsoReport; text: string; issuedAtMs: number }> => {
  if (madeId === undefined) {
    const report = await isoReport(deps, { tenantId: reader.tenantId, layout, from, to, asOf: null })
    return { report, text: JSON.stringify(report), issuedAtMs: parseInstant(report.asOf, reader.zone) }
  }
  const { made, report, body } = await readMade(deps, reader, madeId)
  if (report === null || made.subject !== layout || made.from !== from || made.to !== to) throw new DomainError('not-found')
  return { report, text: body, issuedAtMs: deps.clock.nowMs() }
}

/** Form II.06a as the report counts it, sealed for the superior agency; null for a layout without it. */
const figuresWith = async (deps: Deps, tenantId: string, { layout, from, to, asOf }: IsoReport) =>
  (hasOfficialTable(layout) ? keptFigures(await sealedFigures(deps, await agencyOf(deps, tenantId), { form: '06a', from, to, by: usualCut['06a'], asOf })) : null)

/** The identifier of the copy. @throws DomainError report-contradicts | name-taken | not-found | invalid-request | idempotency-key-reused | objects-unavailable */
export const freezeReport = async (deps: Deps, { person, key, body }: Entry<NewReportCopy>): Promise<Done<{ readonly id: string }>> => {
  const { tenantId, accountId, zone } = person.reader
  const { layout, from, to, number, seen } = body
  const { report, text, issuedAtMs } = await toFreeze(deps, person.reader, body)
  if (!isReportNumber(number, report.agency)) throw fault('/number', 'pattern', 'số của báo cáo mang ký hiệu BC và chữ viết tắt của chính cơ quan, không lấy sổ của Ban Chỉ đạo hay loại văn bản khác', 'a report bears the symbol BC with the letters of the agency itself, not of a committee or of another kind of document')
  const findings = inTheWay(report.findings, seen)
  if (findings.length > 0) throw new DomainError('report-contradicts', { findings })
  const sentOn = localDateOf(issuedAtMs, zone)
  const [bytes, figures] = await Promise.all([renderReport({ ...report, madeOn: sentOn }, 'docx', { number, issuedAtMs }), figuresWith(deps, tenantId, report)])
  // Whatever is refused from here on leaves bytes that no row needs: the sweep takes them.
  const stored = await deps.objects.put({ tenantId, body: (async function* () { yield Buffer.from(bytes) })() })
  return once(deps, { person, key, request: { freeze: body } }, async (em) => {
    const db = executorIn(em)
    const id = newId()
    const nowMs = deps.clock.nowMs()
    await addObject(db, tenantId, { stored, contentType: reportFileTypes.docx, fileName: `${number.replaceAll('/', '-')}.docx`, createdBy: accountId, nowMs })
    await addReportCopy(db, tenantId, {
      id, layout, from, to, number, sentOn, title: report.title, report: text, sha256: sumOfText(text), objectId: stored.id,
      seen: [...new Set(report.findings.map(({ code }) => code))], accountId, nowMs,
    })
    if (figures !== null) await addMadeReport(db, tenantId, { id: newId(), schedule: null, copyId: id, subject: '06a', from, to, ...figures, accountId, nowMs })
    return { id }
  })
}

/** A stored copy as it is told. */
export const toldCopy = ({ atMs, objectId: _, report: __, ...copy }: StoredCopy, zone: string): ReportCopyDetail['copy'] => ({ ...copy, at: formatInstant(atMs, zone) })

/** A copy, whether it is as it was frozen, and how today's count differs. @throws DomainError not-found */
export const readReportCopy = async (deps: Deps, { reader: { tenantId, zone } }: SignedInPerson, id: string): Promise<ReportCopyDetail> => {
  const stored = await findReportCopy(deps.pool, tenantId, id)
  if (stored?.report == null) throw new DomainError('not-found')
  const report = JSON.parse(stored.report) as IsoReport
  const question = { tenantId, layout: stored.layout, from: stored.from, to: stored.to }
  const [now, asOfThen] = await Promise.all([isoReport(deps, { ...question, asOf: null }), isoReport(deps, { ...question, asOf: report.asOf })])
  return { copy: toldCopy(stored, zone), report, intact: sumOfText(stored.report) === stored.sha256, differences: differencesOf(report.figures, { now: now.figures, asOfThen: asOfThen.figures }) }
}
