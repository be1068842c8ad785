/** Reports that are made by themselves, on screen: their schedules, what was made, one of them with its files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'
import { NewReportCopy, type IsoReport } from '../../schemas/report.ts'
import { NewReportSchedule, ScheduleEnding, schedulePaces, scheduledSubjects, type ReportScheduleView } from '../../schemas/report-schedule.ts'
import { listMadeReports } from '../../storage/report-schedules.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { idOf } from '../api/common.ts'
import { dispositionOf } from '../api/papers.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { freezeReport } from '../commands/freeze-report.ts'
import { enterReportSchedule, stopReportSchedule } from '../commands/report-schedules.ts'
import type { Deps } from '../deps.ts'
import { agencyOf } from '../reports/iso/collect.ts'
import { renderReport, reportFiles, reportFileTypes } from '../reports/iso/files.ts'
import { readMade, schedulesOf, toldMade } from '../reports/made.ts'
import { reportReaders } from '../reports/readers.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { madeView, schedulesView, subjectText } from '../views/report-schedules.ts'
import { administratorOrSignIn } from './admin.ts'
import { bodyOf, declareFormPage, type Sent, typed } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { freezePlan, seenIn } from './reports.ts'
import { visitOf, type Visit } from './visit.ts'

const path = '/reports/schedules'
const madeMost = 100

/** Whether a person keeps reports. */
const mayKeep = ({ reader }: SignedInPerson): boolean => reader.roles.some(({ role }) => factKeepers.includes(role))

/** How an instant is written for this visitor. */
const writing = ({ format }: Visit) => (instant: string): string => format.at(parseInstant(instant, format.zone))

const plansOf = (visit: Visit, schedules: readonly ReportScheduleView[]): FormPlan[] => {
  const { t } = visit
  return [
    { id: 'enter', path, title: t.schedules.enter, submit: t.schedules.submit, note: t.schedules.from, fields: [
      { kind: 'pick', name: 'subject', label: t.schedules.subject, choices: scheduledSubjects.map((value) => ({ value, text: subjectText(visit, value) })) },
      { kind: 'pick', name: 'pace', label: t.schedules.pace, choices: schedulePaces.map((value) => ({ value, text: t.schedulePaces[value] })) },
      { kind: 'text', name: 'afterDays', label: t.schedules.afterLabel, max: 2, value: '3' }, { kind: 'text', name: 'decision', label: t.schedules.decision, hint: t.schedules.decisionHint, max: 200 },
    ] },
    ...schedules.filter(({ endedOn }) => endedOn === null).map(({ id, subject, pace }): FormPlan => ({
      id: `end-${id}`, path, title: t.schedules.end(`${subjectText(visit, subject)}, ${t.schedulePaces[pace]}`), submit: t.schedules.endSubmit, fields: [{ kind: 'text', name: 'reason', label: t.schedules.reason, max: 500 }],
    })),
  ]
}

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const showSchedules = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path }
  const { reader } = person
  const schedules = await schedulesOf(deps, await agencyOf(deps, reader.tenantId), reader.today)
  const made = (await listMadeReports(deps.pool, reader.tenantId, { limit: madeMost })).map((one) => toldMade(one, reader.zone))
  return sendPage(request, reply, { title: visit.t.schedules.title, body: schedulesView(visit, { schedules, made, plans: mayKeep(person) ? plansOf(visit, schedules) : [], back, at: writing(visit) }), status, path })
}

const schedule = async (deps: Deps, { person, formId, key, fields }: Sent): Promise<string> => {
  if (formId === 'enter') {
    const days = typed(fields, 'afterDays')
    await enterReportSchedule(deps, { person, key, body: bodyOf(NewReportSchedule, {
      subject: typed(fields, 'subject'), pace: typed(fields, 'pace'), afterDays: /^\d{1,2}$/.test(days) ? Number(days) : days, decision: typed(fields, 'decision'),
    }) })
  } else if (formId.startsWith('end-')) {
    await stopReportSchedule(deps, { person, key, id: idOf(formId.slice('end-'.length)), body: bodyOf(ScheduleEnding, { reason: typed(fields, 'reason') }) })
  } else throw new DomainError('not-found')
  return path
}

const planFor = (visit: Visit, person: SignedInPerson, id: string, report: IsoReport | null, isSent: boolean): FormPlan | null =>
  (report === null || isSent || !mayKeep(person) ? null : freezePlan(visit, `/reports/made/${id}`, report))

const showMade = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/reports/made/${id}` }
  const detail = await readMade(deps, person.reader, idOf(id))
  const plan = planFor(visit, person, id, detail.report, detail.made.sentAs !== null)
  return sendPage(request, reply, { title: detail.made.title, body: madeView(visit, { detail, plan, back, at: writing(visit) }), status, path: visit.path })
}

/** Freezes what was made under a number, to the byte. */
const freeze = async (deps: Deps, { person, id, key, fields }: Sent): Promise<string> => {
  const { made: { id: madeId, subject: layout, from, to } } = await readMade(deps, person.reader, idOf(id))
  const { answer } = await freezeReport(deps, { person, key, body: bodyOf(NewReportCopy, { layout, from, to, number: typed(fields, 'number'), seen: seenIn(fields), madeId }) })
  return `/reports/copies/${answer.id}`
}

const declareFiles = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string } }>('/reports/made/:id/figures.json', { schema: { hide: true } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply, reportReaders)
    if (person === null) return reply
    const { figures, body } = await readMade(deps, person.reader, idOf(request.params.id))
    if (figures === null) throw new DomainError('not-found')
    return reply.type('application/json; charset=utf-8').header('content-disposition', dispositionOf(`${figures.agency.code}-${figures.form}-${figures.from}-${figures.to}.json`, 'attachment')).send(body)
  })
  for (const kind of reportFiles) {
    pages.get<{ Params: { id: string } }>(`/reports/made/:id/file.${kind}`, { schema: { hide: true } }, async (request, reply) => {
      const person = await administratorOrSignIn(deps, request, reply, reportReaders)
      if (person === null) return reply
      const { report, made } = await readMade(deps, person.reader, idOf(request.params.id))
      if (report === null) throw new DomainError('not-found')
      const bytes = await renderReport(report, kind, { number: null, issuedAtMs: parseInstant(made.madeAt, person.reader.zone) })
      return reply.type(reportFileTypes[kind]).header('content-disposition', dispositionOf(`${made.title}.${kind}`, 'attachment')).send(Buffer.from(bytes))
    })
  }
}

/** Declares the page of schedules, that of one report that was made, and its files. */
export const declareSchedulePages = (pages: FastifyInstance, deps: Deps): void => {
  const [list, one] = [showSchedules(deps), showMade(deps)]
  declareFormPage(pages, deps, { path, readers: reportReaders, roles: factKeepers, show: list, act: (sent) => schedule(deps, sent) })
  declareFormPage(pages, deps, { path: '/reports/made/:id', readers: reportReaders, roles: factKeepers, show: one, act: (sent) => freeze(deps, sent) })
  declareFiles(pages, deps)
}
