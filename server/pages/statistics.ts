/** The official tables on screen and as CSV, and the dossiers behind each number: the same as on the command line and over the programming interface. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Counts, Cut, OfficialForm, OfficialTable, Shares } from '../../schemas/statistics.ts'
import { Cursor } from '../../schemas/service.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { readNames } from '../../storage/papers.ts'
import { isId } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { docxType, renderDocx } from '../render/docx.ts'
import { xlsxType } from '../render/xlsx.ts'
import { figuresCsv, figuresLetter, figuresXlsx, type NamedFigures } from '../reports/figures-files.ts'
import { groupingFor, type GroupingUsed } from '../reports/grouping.ts'
import { statisticsOf, usualKinds } from '../reports/statistics.ts'
import { columnText } from '../reports/table-grid.ts'
import { behindNumber, officialTable, valueOfRow, type TableRequest } from '../reports/tables.ts'
import { behindView, statisticsView } from '../views/statistics.ts'
import type { NamedTable } from '../views/tables.ts'
import { dateText } from '../views/times.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { askedOf, FiguresQuery, namerOf, workNames, type Asked } from './figures-question.ts'
import { rowsOf } from './rows.ts'
import { visitOf, type Visit } from './visit.ts'

const BehindQuery = Type.Object({
  ...FiguresQuery.properties, column: Type.String({ maxLength: 40 }), value: Type.Optional(Type.String({ maxLength: 300 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type BehindQuery = Type.Static<typeof BehindQuery>

const pageSize = 50

const audienceOf = ({ reader }: SignedInPerson) => ({ tenantId: reader.tenantId, zone: reader.zone, reader })

interface Wanted { readonly request: TableRequest; readonly used: GroupingUsed }

/** The question with how its form groups; null while a date cannot be read. */
const wantedOf = async (deps: Deps, { reader }: SignedInPerson, { range, choice: { form, by, grouping } }: Asked): Promise<Wanted | null> => {
  if (range === null) return null
  const used = await groupingFor(deps, reader.tenantId, { form, to: range.to, knownAtMs: null }, grouping)
  return { request: { ...range, asOf: null, form, by, kinds: usualKinds, grouping: used.grouping }, used }
}

const kinds = ['csv', 'xlsx', 'docx'] as const
interface FiguresFile { readonly type: string; readonly body: string | Buffer }
type WriteFile = (deps: Deps, visit: Visit, person: SignedInPerson, figures: NamedFigures) => Promise<FiguresFile>

/** The three files of one answer; what each says of its moment is the same. */
const fileOf: Readonly<Record<(typeof kinds)[number], WriteFile>> = {
  csv: async (_deps, { t }, _person, figures) => ({ type: 'text/csv; charset=utf-8', body: figuresCsv(t, figures) }),
  xlsx: async (_deps, { t }, _person, figures) => ({ type: xlsxType, body: Buffer.from(await figuresXlsx(t, figures)) }),
  docx: async ({ pool, clock }, visit, { reader: { tenantId, today } }, figures) => {
    const { agency } = await readNames(pool, tenantId, { units: [], people: [] }, today)
    return { type: docxType, body: Buffer.from(await renderDocx(figuresLetter(visit, figures, { agency, today, nowMs: clock.nowMs() }))) }
  },
}

interface Answer { readonly named: NamedTable; readonly used: GroupingUsed; readonly whole: { readonly totals: Counts; readonly shares: Shares } }

/** The words of the question again, with more or other ones. */
const addressOf = (path: string, query: FiguresQuery, more: Readonly<Record<string, string | null>>): string => {
  const words: Readonly<Record<string, string | null | undefined>> = { ...query, ...more }
  const given = Object.entries(words).flatMap(([name, value]) => (value === null || value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
  return given.length === 0 ? path : `${path}?${given.join('&')}`
}

const isWorkForm = (form: OfficialForm): boolean => form === 'steps' || form === 'people'
const cutOf = ({ form, by }: TableRequest): Cut | null => (form === '06b' ? 'unit' : isWorkForm(form) ? null : by)

const rowNames = async (deps: Deps, visit: Visit, person: SignedInPerson, { table, cut }: { readonly table: OfficialTable; readonly cut: Cut | null }): Promise<string[]> => {
  if (isWorkForm(table.form)) return workNames(deps, visit, person, table)
  const nameOf = await namerOf(deps, visit, person)
  return cut === null ? [] : table.rows.map(({ key }) => nameOf(cut, key))
}

const answerOf = async (deps: Deps, request: FastifyRequest<{ Querystring: FiguresQuery }>, person: SignedInPerson): Promise<{ asked: Asked; answer: Answer | null }> => {
  const visit = visitOf(request)
  const asked = askedOf(visit, request.query, person.reader.today)
  const wanted = await wantedOf(deps, person, asked)
  if (wanted === null) return { asked, answer: null }
  const { totals, shares } = await statisticsOf(deps, audienceOf(person), { ...wanted.request, by: [] })
  return { asked, answer: { named: await namedTable(deps, request, person, wanted.request), used: wanted.used, whole: { totals, shares } } }
}

const namedTable = async (deps: Deps, request: FastifyRequest<{ Querystring: FiguresQuery }>, person: SignedInPerson, wanted: TableRequest): Promise<NamedTable> => {
  const visit = visitOf(request)
  const cut = cutOf(wanted)
  const whole = await officialTable(deps, audienceOf(person), wanted)
  // Not broken down, the one row is the totals.
  const table = cut === null && wanted.form !== 'score' && !isWorkForm(wanted.form) ? { ...whole, rows: [] } : whole
  return {
    table, names: await rowNames(deps, visit, person, { table, cut }), asOf: visit.format.at(deps.clock.nowMs()),
    files: kinds.map((kind) => ({ kind, href: addressOf(`/statistics/figures.${kind}`, request.query, {}) })),
    hrefOf: (row, column) => addressOf('/statistics/dossiers', request.query, { column, value: valueOfRow(wanted, row?.key ?? null) }),
  }
}

const nameOfNumber = (visit: Visit, { table, names }: NamedTable, { column, value, wanted }: { column: string; value: string | undefined; wanted: TableRequest }): string => {
  const found = table.columns.find(({ key }) => key === column)
  const index = value === undefined ? -1 : table.rows.findIndex(({ key }) => valueOfRow(wanted, key) === value)
  return [names[index], found === undefined ? null : columnText(visit.t, found)].filter((part) => part !== undefined && part !== null).join(' · ')
}

const declareBehind = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: BehindQuery }>('/statistics/dossiers', { schema: { hide: true, querystring: BehindQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { column, value, after, ...question } = request.query
    const back = addressOf('/statistics', question, {})
    const wanted = (await wantedOf(deps, person, askedOf(visit, question, person.reader.today)))?.request
    if (wanted === undefined) return reply.redirect(back, 303)
    const page = { afterId: after !== undefined && isId(after) ? after : null, limit: pageSize }
    const found = await behindNumber(deps, audienceOf(person), wanted, { column, value: value ?? null }, page)
    const last = found.length === pageSize ? found.at(-1)?.dossier.id ?? null : null
    const named = await namedTable(deps, request, person, wanted)
    const body = behindView(visit, {
      name: nameOfNumber(visit, named, { column, value, wanted }), period: `${dateText(wanted.from)} – ${dateText(wanted.to)}`, back,
      rows: await rowsOf(deps, visit, person, found), next: last === null ? null : addressOf('/statistics/dossiers', question, { column, value: value ?? null, after: last }),
    })
    return sendPage(request, reply, { title: visit.t.tables.behind, body })
  })
}

export const declareStatisticsPages = (pages: FastifyInstance, deps: Deps): void => {
  const schema = { hide: true, querystring: FiguresQuery }
  pages.get<{ Querystring: FiguresQuery }>('/statistics', { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { asked, answer } = await answerOf(deps, request, person)
    return sendPage(request, reply, { title: visit.t.statistics.title, body: statisticsView(visit, asked.choice, answer), status: answer === null ? 400 : 200 })
  })
  for (const kind of kinds) {
    pages.get<{ Querystring: FiguresQuery }>(`/statistics/figures.${kind}`, { schema }, async (request, reply) => {
      const person = await personOrSignIn(deps, request, reply)
      if (person === null) return reply
      const { answer } = await answerOf(deps, request, person)
      if (answer === null) return reply.redirect(addressOf('/statistics', request.query, {}), 303)
      const { named: { table, names, asOf }, used, whole } = answer
      const { type, body } = await fileOf[kind](deps, visitOf(request), person, { table, names, used, asOf, whole })
      return reply.type(type).header('content-disposition', `attachment; filename="${table.form}-${table.from}-${table.to}.${kind}"`).send(body)
    })
  }
  declareBehind(pages, deps)
}
