/** The official tables on screen and as CSV, and the dossiers behind each number: the same as on the command line and over the programming interface. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Cut, RowKey } from '../../schemas/statistics.ts'
import { Cursor } from '../../schemas/service.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { readNames } from '../../storage/papers.ts'
import { insideOf } from '../../workflows/statistics/forms.ts'
import { isId } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { docxType, renderDocx } from '../render/docx.ts'
import { xlsxType } from '../render/xlsx.ts'
import { figuresCsv, figuresLetter, figuresXlsx, type NamedFigures, type WholeCounts } from '../reports/figures-files.ts'
import { groupingFor, type GroupingUsed } from '../reports/grouping.ts'
import { audienceOf, statisticsOf, usualKinds } from '../reports/statistics.ts'
import { columnText, insideText } from '../reports/table-grid.ts'
import { behindNumber, columnsOf, isWork, keyOfValue, officialTable, valueOfRow, type TableRequest } from '../reports/tables.ts'
import { addressOf } from '../views/address.ts'
import { behindView, statisticsView } from '../views/statistics.ts'
import type { NamedTable } from '../views/tables.ts'
import { dateText } from '../views/times.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { askedOf, FiguresQuery, namerOf, workNames, type Asked } from './figures-question.ts'
import { rowsOf } from './rows.ts'
import { visitOf, type Visit } from './visit.ts'
import { scopeFields, scopeOf, scopeWords } from './work-scope.ts'

const TablesQuery = Type.Object({ ...FiguresQuery.properties, ...scopeWords }, { additionalProperties: false })
type TablesQuery = Type.Static<typeof TablesQuery>
const BehindQuery = Type.Object({
  ...TablesQuery.properties, column: Type.String({ maxLength: 40 }), value: Type.Optional(Type.String({ maxLength: 300 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type BehindQuery = Type.Static<typeof BehindQuery>

const pageSize = 50

interface Wanted { readonly request: TableRequest; readonly used: GroupingUsed }

/** The question with how its form groups; null while a date cannot be read. */
const wantedOf = async (deps: Deps, { reader }: SignedInPerson, { range, choice: { form, by, grouping } }: Asked, query: TablesQuery): Promise<Wanted | null> => {
  if (range === null) return null
  const used = await groupingFor(deps, reader.tenantId, { form, to: range.to, knownAtMs: null }, grouping)
  return { request: { ...range, asOf: null, form, by, kinds: usualKinds, grouping: used.grouping, scope: scopeOf(form, query) }, used }
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

interface Answer { readonly named: NamedTable; readonly used: GroupingUsed; readonly whole: WholeCounts | null }

const cutOf = ({ form, by }: TableRequest): Cut | null => (form === '06b' ? 'unit' : isWork(form) ? null : by)

const rowNames = async (deps: Deps, visit: Visit, person: SignedInPerson, wanted: TableRequest, keys: readonly RowKey[]): Promise<string[]> => {
  if (isWork(wanted.form)) return workNames(deps, visit, person, wanted.form, keys)
  const cut = cutOf(wanted)
  if (cut === null) return []
  const nameOf = await namerOf(deps, visit, person)
  return keys.map((key) => nameOf(cut, key))
}

/** What alone a table of work looks at, in words. */
const scopeText = async (deps: Deps, visit: Visit, person: SignedInPerson, { scope }: TableRequest): Promise<string | null> => {
  const [procedure, unit] = [scope?.procedure ?? null, scope?.unit ?? null]
  if (procedure === null && unit === null) return null
  const nameOf = await namerOf(deps, visit, person)
  const key = { field: null, unit, procedure, revision: null, month: null, channel: null, level: null, department: null }
  const { t } = visit
  return [...(procedure === null ? [] : [t.statistics.onlyProcedure(nameOf('procedure', key))]), ...(unit === null ? [] : [t.statistics.onlyUnit(nameOf('unit', key))])].join(' ')
}

const answerOf = async (deps: Deps, request: FastifyRequest<{ Querystring: TablesQuery }>, person: SignedInPerson): Promise<{ asked: Asked; answer: Answer | null }> => {
  const visit = visitOf(request)
  const asked = askedOf(visit, request.query, person.reader.today)
  const wanted = await wantedOf(deps, person, asked, request.query)
  if (wanted === null) return { asked, answer: null }
  const whole = isWork(wanted.request.form) ? null : await statisticsOf(deps, audienceOf(person.reader), { ...wanted.request, by: [] })
  return { asked, answer: { named: await namedTable(deps, request, person, wanted.request), used: wanted.used, whole } }
}

const namedTable = async (deps: Deps, request: FastifyRequest<{ Querystring: TablesQuery }>, person: SignedInPerson, wanted: TableRequest): Promise<NamedTable> => {
  const visit = visitOf(request)
  const whole = await officialTable(deps, audienceOf(person.reader), wanted)
  // Not broken down, the one row is the totals.
  const table = cutOf(wanted) === null && wanted.form !== 'score' && !isWork(wanted.form) ? { ...whole, rows: [] } : whole
  return {
    table, names: await rowNames(deps, visit, person, wanted, table.rows.map(({ key }) => key)), scope: await scopeText(deps, visit, person, wanted), asOf: visit.format.at(deps.clock.nowMs()),
    files: kinds.map((kind) => ({ kind, href: addressOf(`/statistics/figures.${kind}`, request.query) })),
    hrefOf: (row, column) => addressOf('/statistics/dossiers', { ...request.query, column, value: valueOfRow(wanted, row?.key ?? null) }),
    insideHref: (column) => addressOf('/statistics/dossiers', { ...request.query, column }),
  }
}

/** What a number is called: its row and its column, without counting anything. */
const nameOfNumber = async (deps: Deps, visit: Visit, person: SignedInPerson, wanted: TableRequest, { column, value }: { readonly column: string; readonly value: string | null }): Promise<string> => {
  const inside = insideOf(column)
  if (inside !== null) return insideText(visit.t, inside)
  const [key, found] = [keyOfValue(wanted, value), columnsOf(wanted).find((one) => one.key === column)]
  const names = key === null ? [] : await rowNames(deps, visit, person, wanted, [key])
  return [...names, ...(found === undefined ? [] : [columnText(visit.t, found)])].join(' · ')
}

const declareBehind = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: BehindQuery }>('/statistics/dossiers', { schema: { hide: true, querystring: BehindQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { column, value = null, after, ...question } = request.query
    const back = addressOf('/statistics', question)
    const wanted = (await wantedOf(deps, person, askedOf(visit, question, person.reader.today), question))?.request
    if (wanted === undefined) return reply.redirect(back, 303)
    const page = { afterId: after !== undefined && isId(after) ? after : null, limit: pageSize }
    const found = await behindNumber(deps, audienceOf(person.reader), wanted, { column, value }, page)
    const last = found.length === pageSize ? found.at(-1)?.dossier.id ?? null : null
    const [name, scope] = await Promise.all([found.length === 0 ? '' : nameOfNumber(deps, visit, person, wanted, { column, value }), scopeText(deps, visit, person, wanted)])
    const body = behindView(visit, {
      name, period: `${dateText(wanted.from)} – ${dateText(wanted.to)}${scope === null ? '' : `. ${scope}`}`, back,
      rows: await rowsOf(deps, visit, person, found), next: last === null ? null : addressOf('/statistics/dossiers', { ...question, column, value, after: last }),
    })
    return sendPage(request, reply, { title: visit.t.tables.behind, body })
  })
}

export const declareStatisticsPages = (pages: FastifyInstance, deps: Deps): void => {
  const schema = { hide: true, querystring: TablesQuery }
  pages.get<{ Querystring: TablesQuery }>('/statistics', { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { asked, answer } = await answerOf(deps, request, person)
    const { choice: { form }, range } = asked
    const scope = isWork(form) ? await scopeFields(deps, visit, person, scopeOf(form, request.query), range?.to ?? person.reader.today) : null
    return sendPage(request, reply, { title: visit.t.statistics.title, body: statisticsView(visit, asked.choice, scope, answer), status: answer === null ? 400 : 200 })
  })
  for (const kind of kinds) {
    pages.get<{ Querystring: TablesQuery }>(`/statistics/figures.${kind}`, { schema }, async (request, reply) => {
      const person = await personOrSignIn(deps, request, reply)
      if (person === null) return reply
      const { answer } = await answerOf(deps, request, person)
      if (answer === null) return reply.redirect(addressOf('/statistics', request.query), 303)
      const { named: { table, names, scope, asOf }, used, whole } = answer
      const { type, body } = await fileOf[kind](deps, visitOf(request), person, { table, names, scope, used, asOf, whole })
      return reply.type(type).header('content-disposition', `attachment; filename="${table.form}-${table.from}-${table.to}.${kind}"`).send(body)
    })
  }
  declareBehind(pages, deps)
}
