/**
 * One question, one answer: of the sample commune's first half-year the command line, the programming interface, the screen, CSV, XLSX and DOCX tell the
 * same numbers, row by row, in every official form. Workbooks and papers are read back by other programs, LibreOffice among them.
 */
import { parse } from 'csv-parse/sync'
import mammoth from 'mammoth'
import readExcel from 'read-excel-file/node'
import t from 'tap'
import { officialForms, type Cut, type OfficialForm, type OfficialTable, type StatisticsReport } from '../../schemas/statistics.ts'
import { setFormGrouping } from '../../server/commands/set-form-grouping.ts'
import { listTenants } from '../../storage/tenants.ts'
import { listUnits } from '../../storage/units.ts'
import { catalogues } from '../../server/views/texts/index.ts'
import { callCli } from '../support/cli.ts'
import { type HtmlCell, rowsInHtml } from '../support/html-tables.ts'
import { throughOffice } from '../support/libreoffice.ts'
import { need } from '../support/needs.ts'
import { withOffice } from '../support/office.ts'
import { hasTool } from '../support/pdf.ts'
import { samplePerson, sampleToken } from '../support/sample.ts'

t.setTimeout(300_000)
const { vi } = catalogues
const office = await withOffice(t)
process.env['DATABASE_URL'] = office.deps.databaseUrl
process.env['DATA_DIR'] = t.testdir()
const token = await sampleToken(office.deps, 'mau.chutich')
const decision = '77/QĐ-UBND'
await setFormGrouping(office.deps, {
  person: await samplePerson(office.deps, 'mau.iso'), key: 'weekly-apart', body: { form: 'weekly', ended: 'apart', paused: 'apart', decision, validFrom: '2026-01-01' },
})

const days = { from: '2025-12-15', to: '2026-06-14' }
/** The command line has the clock of the computer: it is asked what was known on the morning of the sample. */
const asOf = '2026-11-20T12:00:00+07:00'

/** `only`: one procedure, and one unit with all below it, by their codes. */
interface Case { readonly form: OfficialForm; readonly by?: Cut; readonly only?: { readonly procedure: string; readonly unit: string }; readonly isApart?: boolean; readonly isReadByOffice?: boolean }
const cases: readonly Case[] = [
  { form: '06a', by: 'field', isReadByOffice: true }, { form: '06a', by: 'unit' }, { form: '06a', by: 'procedure' }, { form: '06a', by: 'revision' }, { form: '06a', by: 'month' },
  { form: '06a', by: 'channel', isApart: true, isReadByOffice: true }, { form: '06a', by: 'level' }, { form: '06a', by: 'department' }, { form: '06a' },
  { form: '06b', isReadByOffice: true }, { form: 'weekly', by: 'month', isReadByOffice: true }, { form: '766', by: 'unit', isReadByOffice: true }, { form: '766', by: 'channel' },
  { form: 'causes', by: 'procedure', isReadByOffice: true }, { form: 'causes', by: 'unit' }, { form: 'steps', isReadByOffice: true }, { form: 'people', isReadByOffice: true },
  { form: 'score', isReadByOffice: true }, { form: 'steps', only: { procedure: 'P5', unit: 'TTPVHCC' } }, { form: 'people', only: { procedure: 'P5', unit: 'TTPVHCC' } },
]
const units = new Map((await listUnits(office.deps.orm.em.fork(), (await listTenants(office.deps.orm.em.fork()))[0]!.id, days.to)).map(({ code, id }) => [code, id]))
const nameOf = ({ form, by, isApart, only }: Case): string => [form, ...(only === undefined ? [] : [`of ${only.procedure} in ${only.unit}`]), ...(by === undefined ? [] : [`by ${by}`]), ...(isApart === true ? ['apart'] : [])].join(' ')

/** What one output tells: the figures of each row and of the totals, and below form 766 those of the index groups; NaN where a figure is no number to it. */
interface Told { readonly rows: (number | null)[][]; readonly totals: (number | null)[] | null; readonly groups: (number | null)[][] }
/** The same with what its rows are called. */
interface Shown { readonly told: Told; readonly names: string[] }

const get = async (path: string): Promise<Buffer> => {
  const answer = await fetch(`${office.url}${path}`, { headers: { authorization: `Bearer ${token}`, 'accept-language': 'vi' } })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return Buffer.from(await answer.arrayBuffer())
}
const printed = (share: string): number | null => (share === '–' ? null : Number(share.replace(',', '.')))
const statistics = async (...words: string[]): Promise<string> => {
  const { code, out, err } = await callCli('statistics', '--from', days.from, '--to', days.to, '--as-of', asOf, ...words)
  if (code !== 0) throw new Error(`${words.join(' ')}: ${err}`)
  return out
}
const wordsOf = ({ form, by, isApart, only }: Case): string[] => ['--form', form, ...(only === undefined ? [] : ['--procedure', only.procedure, '--unit', only.unit]), ...(by === undefined ? [] : ['--by', by]), ...(isApart === true ? ['--ended', 'apart', '--paused', 'apart'] : [])]

/** What people are to read of a table: undivided, its one row is the totals; the mean of an index half-up with one decimal. */
const expectedOf = ({ form, by }: Case, { rows, totals, groups, columns }: OfficialTable): { readonly told: Told; readonly columns: number } => {
  const isDivided = by !== undefined || form === '06b' || form === 'steps' || form === 'people'
  const score = ([, points = null, many = null]: (number | null)[]): (number | null)[] => [points, many, points === null || many === null ? null : Math.floor((points * 20 + many) / (2 * many)) / 10]
  const told = form === 'score' ? { rows: rows.map(({ figures }) => score(figures)), totals: null } : { rows: isDivided ? rows.map(({ figures }) => figures) : [], totals }
  return { columns: form === 'score' ? 3 : columns.length, told: { ...told, groups: groups.flatMap(({ most, share, parts }) => [[most, printed(share)], ...parts.map((one) => [null, printed(one.share)])]) } }
}

/** A figure as people in Vietnam write it: dots between thousands, decimals behind a comma, "–" for what is not known. */
const written = ({ text }: Pick<HtmlCell, 'text'>): number | null => (text === '–' ? null : /^(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?$/.test(text) ? Number(text.replaceAll('.', '').replace(',', '.')) : Number.NaN)
/** A figure as a spreadsheet holds it: a number, and no text that looks like one. */
const held = ({ text, value }: HtmlCell): number | null => (text === '–' ? null : value ?? Number.NaN)

const groupNames = new Set<string>([...Object.values(vi.indexGroups), ...Object.values(vi.satisfactionIndices)])
/** The figures among the rows of a page, a paper or a sheet: numbered rows, the totals, the index groups. */
const found = (lines: readonly (readonly HtmlCell[])[], columns: number, read: (cell: HtmlCell) => number | null): Shown => {
  const wide = lines.filter(({ length }) => length === columns + 2)
  const rows = wide.filter(([first]) => /^\d+$/.test(first?.text ?? ''))
  const totals = wide.find(([first, second]) => first?.text === '' && second?.text === vi.statistics.all)
  const groups = lines.filter(([first, ...rest]) => rest.length === 2 && groupNames.has(first?.text ?? ''))
  return { names: rows.map(([, name]) => name?.text ?? ''), told: { rows: rows.map((cells) => cells.slice(2).map(read)), totals: totals?.slice(2).map(read) ?? null, groups: groups.map((cells) => cells.slice(1).map(read)) } }
}

const inCsv = (bytes: Buffer, columns: number): Shown => {
  const [, ...lines] = (parse(bytes, { bom: true }) as string[][]).map((cells) => cells.map((text) => ({ text: text.replace(/^'/, ''), value: undefined })))
  const isTotals = ([first]: readonly HtmlCell[]): boolean => first?.text === vi.statistics.all
  const isNote = (cells: readonly HtmlCell[]): boolean => cells.slice(1).every(({ text }) => text === '')
  const groupsAt = lines.findIndex(([first]) => first?.text === vi.tables.group)
  const table = (groupsAt === -1 ? lines : lines.slice(0, groupsAt)).filter((cells) => !isNote(cells) && !isTotals(cells))
  const groups = groupsAt === -1 ? [] : lines.slice(groupsAt + 1).filter((cells) => !isNote(cells))
  const figures = (cells: readonly HtmlCell[], many: number): (number | null)[] => cells.slice(1, 1 + many).map(written)
  const totals = lines.find(isTotals)
  return { names: table.map(([name]) => name?.text ?? ''), told: { rows: table.map((cells) => figures(cells, columns)), totals: totals === undefined ? null : figures(totals, columns), groups: groups.map((cells) => figures(cells, 2)) } }
}

const inWorkbook = async (bytes: Buffer, columns: number): Promise<Shown> => {
  const lines = (await readExcel(bytes)).flatMap(({ data }) => data.map((row) => row.map((cell): HtmlCell => ({ text: cell === null ? '' : String(cell).trim(), value: typeof cell === 'number' ? cell : undefined }))))
  return found(lines, columns, held)
}

const inPaper = async (bytes: Buffer, columns: number): Promise<Shown> => found(rowsInHtml((await mammoth.convertToHtml({ buffer: bytes })).value), columns, written)

/** Files that LibreOffice is to read, with what they must tell. */
const forOffice = new Map<string, Uint8Array>()
const expectedInOffice = new Map<string, { readonly shown: Shown; readonly columns: number; readonly read: typeof held | typeof written }>()

for (const [at, one] of cases.entries()) {
  t.test(`the same numbers everywhere: ${nameOf(one)}`, async (t) => {
    const table = JSON.parse(await statistics(...wordsOf(one), '--json')) as OfficialTable
    t.same(table.broken, [])
    const narrowed = one.only === undefined ? '' : `&procedure=${one.only.procedure}&unit=${units.get(one.only.unit) ?? ''}`
    const grouped = `${one.isApart === true ? '&ended=apart&paused=apart' : ''}${narrowed}`
    const answered = JSON.parse((await get(`/api/v1/statistics/tables/${one.form}?from=${days.from}&to=${days.to}&by=${one.by ?? ''}${grouped}`)).toString()) as OfficialTable
    t.strictSame({ ...answered, asOf: '' }, { ...table, asOf: '' }, 'command line and programming interface')
    const { told, columns } = expectedOf(one, table)
    const asked = `form=${one.form}&period=2026-H1&by=${one.by ?? ''}${grouped}`
    const [screen, csv, xlsx, docx] = await Promise.all([get(`/statistics?${asked}`), ...['csv', 'xlsx', 'docx'].map((kind) => get(`/statistics/figures.${kind}?${asked}`))]) as [Buffer, Buffer, Buffer, Buffer]
    const shown = found(rowsInHtml(screen.toString()), columns, written)
    t.same(shown.told, told, 'the screen')
    t.ok(shown.names.every((name) => name !== '') && (one.only === undefined || (shown.names.length > 0 && screen.includes('(P5).') && csv.includes('(P5).'))))
    for (const [name, output] of [['CSV', inCsv(csv, columns)], ['XLSX', await inWorkbook(xlsx, columns)], ['DOCX', await inPaper(docx, columns)]] as const) t.same(output, shown, name)
    if (one.isReadByOffice !== true) return
    for (const [kind, bytes, read] of [['xlsx', xlsx, held], ['docx', docx, written]] as const) {
      forOffice.set(`${at}-${kind}.${kind}`, bytes)
      expectedInOffice.set(`${at}-${kind}.${kind}`, { shown, columns, read })
    }
  })
}

t.test('LibreOffice reads the same numbers in workbooks and papers', async (t) => {
  if (!need(t, 'soffice', hasTool('soffice'))) return
  t.same(new Set(cases.filter(({ isReadByOffice }) => isReadByOffice).map(({ form }) => form)), new Set(officialForms))
  for (const [name, html] of await throughOffice(forOffice, 'html')) {
    const { shown, columns, read } = expectedInOffice.get(name)!
    t.same(found(rowsInHtml(html.toString()), columns, read), shown, name)
  }
})

t.test('the statistics are form II.06a; their shares and what is inside them stand beside it on screen and in the paper', async (t) => {
  const by = 'field,channel'
  const report = JSON.parse(await statistics('--by', by, '--json')) as StatisticsReport
  const answered = JSON.parse((await get(`/api/v1/statistics?from=${days.from}&to=${days.to}&by=${by}`)).toString()) as StatisticsReport
  t.strictSame({ ...answered, asOf: '' }, { ...report, asOf: '' })
  const { shares, totals: { received, resolved, inProgress, ofWhich } } = report
  t.ok(resolved.late > 0 && ofWhich.withdrawn > 0 && report.rows.length > 10)
  const form = JSON.parse(await statistics('--form', '06a', '--json')) as OfficialTable
  t.same(form.totals, [...Object.values(received), ...Object.values(resolved), ...Object.values(inProgress)])
  const asked = 'form=06a&period=2026-H1&by=field'
  const screen = (await get(`/statistics?${asked}`)).toString()
  const besides = [
    ['notLate', shares.notLate], ['early', shares.early], ['onTime', shares.onTime], ['late', shares.late], ['withdrawn', ofWhich.withdrawn], ['refused', ofWhich.refused], ['stopped', ofWhich.stopped],
    ['pausedCount', ofWhich.paused], ['lateApology', ofWhich.lateWithApology], ['overdueApology', ofWhich.overdueWithApology], ['noLimit', ofWhich.withoutLimit],
  ] as const
  const told = new Map([...screen.matchAll(/<dt>([^<]*)<\/dt><dd[^>]*>(?:<a[^>]*>)?([^<]*)/g)].map(([, name = '', figure = '']) => [name, figure]))
  for (const [word, figure] of besides) t.equal(written({ text: told.get(vi.statistics[word]) ?? '' }), typeof figure === 'string' ? printed(figure) : figure, vi.statistics[word])
  const { value: paper } = await mammoth.extractRawText({ buffer: await get(`/statistics/figures.docx?${asked}`) })
  for (const word of ['early', 'onTime', 'late'] as const) t.ok(paper.includes(`${vi.statistics[word]}: ${vi.statistics.ofResolved(shares[word])}`), `${word}: ${shares[word]}`)
  const spoken = await statistics()
  t.ok(spoken.includes(`resolved ${resolved.total} (early ${resolved.early}, on time ${resolved.onTime}, late ${resolved.late})`) && spoken.includes(`early ${shares.early} %, on time ${shares.onTime} %, late ${shares.late} %`), spoken)
})

t.test('every output names the decision by which a form groups', async (t) => {
  const asked = 'form=weekly&period=2026-H1&by=month'
  const [screen, csv, xlsx, docx] = await Promise.all([`/statistics?${asked}`, ...['csv', 'xlsx', 'docx'].map((kind) => `/statistics/figures.${kind}?${asked}`)].map(get)) as [Buffer, Buffer, Buffer, Buffer]
  const cells = (await readExcel(xlsx)).flatMap(({ data }) => data.flat()).join('\n')
  const { value: paper } = await mammoth.extractRawText({ buffer: docx })
  for (const [name, text] of [['screen', screen.toString()], ['CSV', csv.toString()], ['XLSX', cells], ['DOCX', paper]] as const) t.match(text, `để riêng. Theo ${decision}, áp dụng từ ngày 01/01/2026.`, name)
  const lines = (await statistics('--form', 'weekly', '--by', 'month')).split('\n')
  t.match(lines.at(-1), `apart. By ${decision}, from 01/01/2026 on.`)
  const table = JSON.parse(await statistics('--form', 'weekly', '--by', 'month', '--json')) as OfficialTable
  t.same(lines.slice(1, -1).map((line) => line.split(' | ').slice(1).map(Number)), [...table.rows.map(({ figures }) => figures), table.totals], 'the command line in words')
  t.ok(table.totals.at(-1), 'something is apart')
})
