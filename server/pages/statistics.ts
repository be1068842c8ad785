/** The figures on screen and as CSV: the same report as on the command line and over the programming interface. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { cuts, type Cut, type RowKey } from '../../schemas/statistics.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { readNames } from '../../storage/papers.ts'
import { statisticsNames } from '../../storage/statistics.ts'
import { listUnits } from '../../storage/units.ts'
import { startOfDateMs } from '../../workflows/calendar/index.ts'
import { reportingPeriod, type DateRange } from '../../workflows/statistics/periods.ts'
import type { Deps } from '../deps.ts'
import { renderDocx, docxType } from '../render/docx.ts'
import { xlsxType } from '../render/xlsx.ts'
import { figuresCsv, figuresLetter, figuresXlsx, type NamedFigures } from '../reports/figures-files.ts'
import { statisticsOf, usualKinds } from '../reports/statistics.ts'
import { statisticsView, type StatisticsChoice } from '../views/statistics.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText, readDate } from '../views/times.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { visitOf, type Visit } from './visit.ts'

const word = Type.Optional(Type.String({ maxLength: 20 }))
const Query = Type.Object({ period: word, from: word, to: word, by: word, ended: word, paused: word }, { additionalProperties: false })
type Query = Type.Static<typeof Query>

/** The presets of the year of `today` and of the one before, the newest first. */
const periodsOf = ({ t }: Visit, today: string): { value: string; text: string }[] => {
  const year = Number(today.slice(0, 4))
  return [year, year - 1].flatMap((one) => [
    { value: String(one), text: t.statistics.year(String(one)) },
    ...[2, 1].map((half) => ({ value: `${one}-H${half}`, text: `${t.statistics.half(String(half))} ${one}` })),
    ...[4, 3, 2, 1].map((quarter) => ({ value: `${one}-Q${quarter}`, text: `${t.statistics.quarter(String(quarter))}/${one}` })),
    ...Array.from({ length: 12 }, (_, index) => String(12 - index).padStart(2, '0')).map((month) => ({ value: `${one}-${month}`, text: `${t.statistics.month(month)}/${one}` })),
  ])
}

/** The date that was typed, or null: not written as a date, or no such day. */
const typedDate = (text: string, zone: string): string | null => {
  const date = readDate(text)
  try {
    return date === null || startOfDateMs(date, zone) === undefined ? null : date
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

interface Asked { readonly range: DateRange | null; readonly choice: StatisticsChoice }

/** The question as it was asked; nothing asked is this year up to today. */
const askedOf = (visit: Visit, query: Query, today: string): Asked => {
  const periods = periodsOf(visit, today)
  const period = periods.find(({ value }) => value === query.period)?.value ?? ''
  const usual = { from: `${today.slice(0, 4)}-01-01`, to: today }
  const [from, to] = [query.from ? typedDate(query.from, visit.format.zone) : usual.from, query.to ? typedDate(query.to, visit.format.zone) : usual.to]
  const given = from === null || to === null || to < from ? null : { from, to }
  const range = period === '' ? given : reportingPeriod(period)
  return {
    range, choice: {
      period, periods, from: range === null ? query.from ?? '' : dateText(range.from), to: range === null ? query.to ?? '' : dateText(range.to),
      by: cuts.find((cut) => cut === query.by) ?? (query.by === undefined ? 'field' : null), fault: range === null ? visit.t.statistics.wrongDate : null,
      grouping: { ended: query.ended === 'apart' ? 'apart' : 'resolved', paused: query.paused === 'apart' ? 'apart' : 'inProgress' },
    },
  }
}

/** What a row is called: only one cut is asked for on screen. */
const namerOf = async (deps: Deps, { t, language }: Visit, { reader }: SignedInPerson): Promise<(by: Cut, key: RowKey) => string> => {
  const { procedures, fields } = await statisticsNames(deps.pool, reader.tenantId)
  const units = new Map((await listUnits(deps.orm.em.fork(), reader.tenantId, reader.today)).map(({ id, name }) => [id, name]))
  const named = (names: ReadonlyMap<string, { vi: string; en: string }>, code: string): string => {
    const name = names.get(code)
    return name === undefined ? code : inLanguage(language, name)
  }
  return (by, key) => {
    const value = key[by]
    if (value === null) return t.statistics.unknown
    if (by === 'procedure') return `${named(procedures, value)} (${value})`
    if (by === 'field') return named(fields, value)
    if (by === 'unit') return named(units, value)
    if (by === 'month') return value.split('-').reverse().join('/')
    if (by === 'channel') return t.channels[value as keyof typeof t.channels]
    return t.levels[value as keyof typeof t.levels]
  }
}

const answerOf = async (deps: Deps, visit: Visit, person: SignedInPerson, { range, choice }: Asked): Promise<NamedFigures | null> => {
  if (range === null) return null
  const { reader } = person
  const { by, grouping } = choice
  const request = { ...range, asOf: null, by: by === null ? [] : [by], kinds: usualKinds, grouping }
  const report = await statisticsOf(deps, { tenantId: reader.tenantId, zone: reader.zone, reader }, request)
  const nameOf = await namerOf(deps, visit, person)
  return { report, rows: by === null ? [] : report.rows.map(({ key, counts }) => ({ name: nameOf(by, key), counts })) }
}

interface FiguresFile { readonly type: string; readonly body: string | Buffer }
type WriteFile = (deps: Deps, visit: Visit, person: SignedInPerson, answer: NamedFigures) => Promise<FiguresFile>

/** The three files of one answer; what each says of its moment is the same. */
const fileOf: Readonly<Record<'csv' | 'xlsx' | 'docx', WriteFile>> = {
  csv: async (_deps, { t }, _person, answer) => ({ type: 'text/csv; charset=utf-8', body: figuresCsv(t, answer) }),
  xlsx: async ({ clock }, { t, format }, _person, answer) => ({ type: xlsxType, body: Buffer.from(await figuresXlsx(t, answer, format.at(clock.nowMs()))) }),
  docx: async ({ pool, clock }, { t, format }, { reader: { tenantId, today } }, answer) => {
    const { agency } = await readNames(pool, tenantId, { units: [], people: [] }, today)
    const nowMs = clock.nowMs()
    return { type: docxType, body: Buffer.from(await renderDocx(figuresLetter(t, answer, { agency, today, asOf: format.at(nowMs), nowMs }))) }
  },
}

const queryOf = (request: FastifyRequest): string => request.url.split('?')[1] ?? ''

export const declareStatisticsPages = (pages: FastifyInstance, deps: Deps): void => {
  const schema = { hide: true, querystring: Query }
  pages.get<{ Querystring: Query }>('/statistics', { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const asked = askedOf(visit, request.query, person.reader.today)
    const answer = await answerOf(deps, visit, person, asked)
    const table = answer === null ? null : {
      rows: answer.rows, totals: answer.report.totals, shares: answer.report.shares, files: (['csv', 'xlsx', 'docx'] as const).map((kind) => ({ kind, href: `/statistics/figures.${kind}?${queryOf(request)}` })),
      asOf: visit.format.at(deps.clock.nowMs()),
    }
    return sendPage(request, reply, { title: visit.t.statistics.title, body: statisticsView(visit, asked.choice, table), status: answer === null ? 400 : 200 })
  })
  for (const kind of ['csv', 'xlsx', 'docx'] as const) {
    pages.get<{ Querystring: Query }>(`/statistics/figures.${kind}`, { schema }, async (request, reply) => {
      const person = await personOrSignIn(deps, request, reply)
      if (person === null) return reply
      const visit = visitOf(request)
      const answer = await answerOf(deps, visit, person, askedOf(visit, request.query, person.reader.today))
      if (answer === null) return reply.redirect(`/statistics?${queryOf(request)}`, 303)
      const { from, to } = answer.report
      const { type, body } = await fileOf[kind](deps, visit, person, answer)
      return reply.type(type).header('content-disposition', `attachment; filename="II06a-${from}-${to}.${kind}"`).send(body)
    })
  }
}
