/** Freezes the report of now as the copy of what is sent: model, file and sum are kept, and nobody changes them. */
import { createHash } from 'node:crypto'
import { DomainError } from '../../schemas/errors.ts'
import type { FindingCode, IsoReport, NewReportCopy, ReportCopyDetail, ReportFinding } from '../../schemas/report.ts'
import { newId } from '../../storage/ids.ts'
import { addObject } from '../../storage/objects/rows.ts'
import { addReportCopy, findReportCopy, type StoredCopy } from '../../storage/report-copies.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { formatInstant, localDateOf, parseInstant } from '../../workflows/calendar/index.ts'
import { differencesOf } from '../../workflows/report/differences.ts'
import type { Deps } from '../deps.ts'
import { isoReport } from '../reports/iso/collect.ts'
import { renderReport, reportFileTypes } from '../reports/iso/files.ts'
import { once, type Done } from './once.ts'
import type { Entry } from './change-register.ts'

const sumOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** What keeps a report from being frozen: contradictions, and warnings that were not seen. */
const inTheWay = (findings: readonly ReportFinding[], seen: readonly FindingCode[]): ReportFinding[] =>
  findings.filter(({ code, severity }) => severity === 'blocks' || !seen.includes(code))

/** The identifier of the copy. @throws DomainError report-contradicts | name-taken | invalid-request | idempotency-key-reused | objects-unavailable */
export const freezeReport = async (deps: Deps, { person, key, body }: Entry<NewReportCopy>): Promise<Done<{ readonly id: string }>> => {
  const { tenantId, accountId, zone } = person.reader
  const { layout, from, to, number, seen } = body
  const report = await isoReport(deps, { tenantId, layout, from, to, asOf: null })
  const findings = inTheWay(report.findings, seen)
  if (findings.length > 0) throw new DomainError('report-contradicts', { findings })
  const issuedAtMs = parseInstant(report.asOf, zone)
  const bytes = await renderReport(report, 'docx', { number, issuedAtMs })
  // Whatever is refused from here on leaves bytes that no row needs: the sweep takes them.
  const stored = await deps.objects.put({ tenantId, body: (async function* () { yield Buffer.from(bytes) })() })
  return once(deps, { person, key, request: { freeze: body } }, async (em) => {
    const db = executorIn(em)
    const id = newId()
    const nowMs = deps.clock.nowMs()
    const text = JSON.stringify(report)
    await addObject(db, tenantId, { stored, contentType: reportFileTypes.docx, fileName: `${number.replaceAll('/', '-')}.docx`, createdBy: accountId, nowMs })
    await addReportCopy(db, tenantId, {
      id, layout, from, to, number, sentOn: localDateOf(issuedAtMs, zone), title: report.title, report: text, sha256: sumOf(text), objectId: stored.id,
      seen: [...new Set(report.findings.map(({ code }) => code))], accountId, nowMs,
    })
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
  return { copy: toldCopy(stored, zone), report, intact: sumOf(stored.report) === stored.sha256, differences: differencesOf(report.figures, { now: now.figures, asOfThen: asOfThen.figures }) }
}
