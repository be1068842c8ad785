/** Event logs from outside: two formats, one meaning; whatever is broken or hostile is refused by its code, in bounded memory. */
import t from 'tap'
import { execFileSync } from 'node:child_process'
import { createWriteStream, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DomainError } from '../../schemas/errors.ts'
import { LogMapping, type LogCase, type LogLimits } from '../../schemas/eventlog.ts'
import { parseWith } from '../../server/validate.ts'
import { newTally, readLog, type ReadLogOptions } from '../../server/eventlog/read.ts'

const folder = t.testdir({})
let files = 0
const fileOf = (extension: string, content: string | Uint8Array): string => {
  const path = join(folder, `log-${++files}.${extension}`)
  writeFileSync(path, content)
  return path
}
const all = async (path: string, options: Partial<ReadLogOptions> = {}): Promise<LogCase[]> => Array.fromAsync(readLog(path, { zone: 'Asia/Ho_Chi_Minh', ...options }))

/** The refusal of a file; null when it was read. What is not a refusal is a fault of ours and is thrown on. */
const refusedBy = async (path: string, options: Partial<ReadLogOptions> = {}): Promise<DomainError | null> => {
  try {
    await all(path, options)
    return null
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}
const refusal = async (path: string, options: Partial<ReadLogOptions> = {}): Promise<string | null> => {
  const error = await refusedBy(path, options)
  return error && [error.code, error.details['reason'] ?? error.details['limit'] ?? error.details['code']].join(' ')
}

const header = 'case:concept:name,concept:name,time:timestamp,lifecycle:transition,case:deadline'
const csv = (...rows: string[]): string => `${[header, ...rows].join('\n')}\n`
const attribute = (tag: string, key: string, value: string) => `<${tag} key="${key}" value="${value}"/>`
const event = (name: string, at: string) => `<event>${attribute('string', 'concept:name', name)}${attribute('date', 'time:timestamp', at)}</event>`
const trace = (id: string, ...inside: string[]) => `<trace>${attribute('string', 'concept:name', id)}${inside.join('')}</trace>`
const xes = (...traces: string[]) => `<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">${traces.join('\n')}</log>`
const at = '2021-05-06T09:40:00+07:00'

t.test('rows of a case may stand anywhere; events are ordered by time, those of one instant as the file has them', async (t) => {
  const cases = await all(fileOf('csv', csv(
    'b,T02,2021-05-06 10:00:00+07:00,complete,', 'a,T01,2021-05-06 09:00:00.123456+07:00,,', 'b,T03,2021-05-06 10:00:00+07:00,COMPLETE,',
    'b,T01,2021-05-06T02:00:00Z,complete,', 'a,T02,2021-05-06 09:40,complete,',
  )))
  t.same(cases.map(({ caseId, events }) => [caseId, events.map(({ activity }) => activity).join(' ')]), [['b', 'T01 T02 T03'], ['a', 'T01 T02']])
  t.equal(cases[1]?.events[0]?.atMs, Date.parse('2021-05-06T02:00:00.123Z'), 'finer than a millisecond is cut off')
  t.equal(cases[1]?.events[1]?.atMs, Date.parse('2021-05-06T02:40:00Z'), 'without an offset it is local time of the zone')
})

t.test('only the lifecycle complete counts, unless the mapping says otherwise; what is left out is counted', async (t) => {
  const path = fileOf('csv', csv('a,T01,2021-05-06 09:00:00+07:00,start,', 'a,T01,2021-05-06 09:30:00+07:00,complete,'))
  const tally = newTally()
  t.same((await all(path, { tally })).map(({ events }) => events.length), [1])
  t.same(tally, { cases: 1, events: 1, skippedByLifecycle: 1 })
  t.same((await all(path, { mapping: { lifecycles: ['start', 'Complete'] } })).map(({ events }) => events.length), [2])
})

t.test('one mapping serves both formats; a deadline without a time is the end of that day', async (t) => {
  const mapping: LogMapping = { columns: { caseId: 'số hồ sơ', activity: 'việc', at: 'lúc', deadline: 'hạn' } }
  const fromCsv = await all(fileOf('csv', `lúc,số hồ sơ,việc,hạn\n${at},H1,Tiếp nhận,2021-05-10\n`), { mapping })
  const fromXes = await all(fileOf('xes', xes(
    `<trace><event>${attribute('string', 'việc', 'Tiếp nhận')}${attribute('date', 'lúc', at)}</event>`
    + `${attribute('string', 'số hồ sơ', 'H1')}${attribute('date', 'hạn', '2021-05-10')}</trace>`,
  )), { mapping })
  t.same(fromCsv, fromXes)
  t.equal(fromCsv[0]?.attributes.deadlineAtMs, Date.parse('2021-05-11T00:00:00+07:00') - 1)
})

t.test('a tracking book is read as a spreadsheet writes it: other headings, semicolons, a row for each dossier', async (t) => {
  const rows = ['"Mã hồ sơ";GHI CHÚ;ngày  nhận;Hẹn trả kết quả;Ngày trả kết quả;Hình thức nộp', 'A-1;"đủ, đúng";02/01/2024 08:30;09/01/2024;08/01/2024;Trực tuyến', 'A-2;;05/06/2024;12/06/2024;;Bưu chính']
  const [first, second, ...more] = await all(fileOf('csv', `\ufeff${rows.join('\r\n')}\r\n`), { isList: true })
  const local = (text: string): number => Date.parse(`${text}+07:00`)
  t.match(first, { caseId: 'A-1', attributes: { startAtMs: local('2024-01-02T08:30:00'), deadlineAtMs: local('2024-01-10T00:00:00') - 1, endAtMs: local('2024-01-08T00:00:00'), channel: 'Trực tuyến' } })
  t.same(first?.events.map(({ activity, atMs }) => [activity, atMs]), [['Received', local('2024-01-02T08:30:00')], ['Result ready', local('2024-01-08T00:00:00')]])
  t.match(second, { caseId: 'A-2', attributes: { endAtMs: null, channel: 'Bưu chính' } })
  t.equal(second?.events.length, 1, 'what has no result is open')
  t.same(more, [])
  const refusedList = (text: string) => refusal(fileOf('csv', text), { isList: true })
  t.equal(await refusedList('Mã hồ sơ,Ngày nhận\nA,02/01/2024\nA,03/01/2024\n'), 'log-malformed case-twice')
  t.equal(await refusedList('Mã hồ sơ,Ngày nhận,Trả kết quả\nA,02/01/2024,01/01/2024\n'), 'log-malformed end-before-start')
  t.equal(await refusedList('Mã hồ sơ,Ngày nhận\nA,\n'), 'log-mapping-invalid value-missing')
  t.equal(await refusedList('Mã hồ sơ,Ngày hẹn trả\nA,02/01/2024\n'), 'log-mapping-invalid column-missing')
  t.same(await all(fileOf('csv', `a\tconcept:name\tcase:concept:name\tThời điểm\n1\tT01\tb\t${at}\n`)), await all(fileOf('csv', `case:concept:name,concept:name,time:timestamp\nb,T01,${at}\n`)), 'tabs, and one heading of each kind')
})

t.test('names such as __proto__ are names like any other', async (t) => {
  const path = fileOf('csv', `__proto__,${header},constructor\n1,__proto__,toString,${at},complete,,2\n1,constructor,__proto__,${at},complete,,2\n`)
  t.same((await all(path)).map(({ caseId, events }) => [caseId, events[0]?.activity]), [['__proto__', 'toString'], ['constructor', '__proto__']])
  const polluted = fileOf('xes', xes(trace('a', attribute('string', '__proto__', 'x'), event('T01', at))))
  t.same((await all(polluted)).map(({ caseId }) => caseId), ['a'])
  t.equal(Object.getPrototypeOf({}), Object.prototype)
})

t.test('nested attributes, other elements and traces without events are passed over', async (t) => {
  const nested = '<string key="x" value="y"><string key="concept:name" value="wrong"/></string><list key="l"><string key="concept:name" value="wrong"/></list>'
  const cases = await all(fileOf('xes', xes('<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>', trace('a', nested, event('T01', at)), trace('b'))))
  t.same(cases.map(({ caseId, events }) => [caseId, events.length]), [['a', 1], ['b', 0]])
})

const good = csv(`a,T01,${at},complete,`)
const goodXes = xes(trace('a', event('T01', at)))
const bad: Record<string, [string, string | Uint8Array, string]> = {
  'an empty file': ['csv', '', 'log-malformed empty'],
  'a column missing': ['csv', 'case:concept:name,time:timestamp\na,b\n', 'log-mapping-invalid column-missing'],
  'a column twice': ['csv', `${header},concept:name\n`, 'log-mapping-invalid column-twice'],
  'a row too short': ['csv', `${good}a,T02\n`, 'log-malformed record-inconsistent-fields-length'],
  'a row too long': ['csv', `${good}a,T02,${at},complete,,,\n`, 'log-malformed record-inconsistent-fields-length'],
  'a quote never closed': ['csv', `${good}a,"T02,${at},complete,\n`, 'log-malformed quote-not-closed'],
  'a NUL byte': ['csv', `${good}a\0,T02,${at},complete,\n`, 'log-malformed nul-byte'],
  'bytes that are not UTF-8': ['csv', Buffer.concat([Buffer.from(good), Buffer.from([0xc3, 0x28])]), 'log-malformed not-utf-8'],
  'a character cut in two by the end': ['csv', Buffer.concat([Buffer.from(good), Buffer.from([0xe1, 0xbb])]), 'log-malformed not-utf-8'],
  'no activity': ['csv', csv(`a,,${at},complete,`), 'log-mapping-invalid value-missing'],
  'a day that does not exist': ['csv', csv('a,T01,2021-02-30 09:00:00+07:00,complete,'), 'log-malformed timestamp'],
  'a time that is none': ['csv', csv('a,T01,yesterday,complete,'), 'log-malformed timestamp'],
  'a year out of reach': ['csv', csv('a,T01,0001-01-01 00:00:00Z,complete,'), 'log-malformed timestamp'],
  'facts of a case that differ from row to row': ['csv', csv(`a,T01,${at},complete,2021-05-10`, `a,T02,${at},complete,2021-05-11`), 'log-malformed case-facts-differ'],
  'an activity that turns the line around': ['csv', csv(`a,T01\u202e,${at},complete,`), 'log-malformed control-character'],
  'a name as long as a page': ['csv', csv(`a,${'x'.repeat(501)},${at},complete,`), 'log-malformed value-too-long'],
  'a document type': ['xes', `<?xml version="1.0"?><!DOCTYPE log><log/>`, 'log-malformed doctype'],
  'a billion laughs': ['xes', `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><log><trace><string key="concept:name" value="&b;"/></trace></log>`, 'log-malformed doctype'],
  'a file drawn in by an entity': ['xes', `<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><log>&x;</log>`, 'log-malformed doctype'],
  'an entity nobody declared': ['xes', xes(trace('&who;', event('T01', at))), 'log-malformed xml'],
  'XML cut short': ['xes', goodXes.slice(0, -20), 'log-malformed xml'],
  'no XML at all': ['xes', 'hello', 'log-malformed xml'],
  'an empty XML file': ['xes', '', 'log-malformed xml'],
  'another root': ['xes', '<feed/>', 'log-malformed not-a-log'],
  'another encoding': ['xes', '<?xml version="1.0" encoding="ISO-8859-1"?><log/>', 'log-malformed encoding'],
  'tags that cross': ['xes', '<log><list></log></list>', 'log-malformed xml'],
  'a trace without a name': ['xes', xes(`<trace>${event('T01', at)}</trace>`), 'log-mapping-invalid value-missing'],
  'an event without a time': ['xes', xes(trace('a', `<event>${attribute('string', 'concept:name', 'T01')}</event>`)), 'log-mapping-invalid value-missing'],
  'a case twice': ['xes', xes(trace('a'), trace('a')), 'log-malformed case-twice'],
  'a key twice': ['xes', xes(trace('a', attribute('string', 'concept:name', 'b'))), 'log-malformed attribute-twice'],
  'gzip cut short': ['xes.gz', gzipSync(goodXes).subarray(0, -12), 'log-malformed gzip'],
  'gzip with a wrong sum': ['xes.gz', gzipSync(goodXes).map((byte, index, bytes) => (index === bytes.length - 6 ? byte ^ 1 : byte)), 'log-malformed gzip'],
  'no gzip under a gzip name': ['csv.gz', good, 'log-malformed gzip'],
  'a deep nest': ['xes', `<log>${'<list>'.repeat(100)}`, 'log-too-large depth'],
  'many columns': ['csv', `${header},${Array.from({ length: 600 }, (_, n) => `x${n}`).join(',')}\n`, 'log-too-large columns'],
}

t.test('what is broken is refused by its code', async (t) => {
  t.equal(await refusal(fileOf('csv', good)), null)
  t.equal(await refusal(fileOf('xes.gz', gzipSync(goodXes))), null)
  for (const [name, [extension, content, expected]] of Object.entries(bad)) t.equal(await refusal(fileOf(extension, content)), expected, name)
})

t.test('a file that is not there, a folder, another kind of file and an unknown zone are refused', async (t) => {
  t.equal(await refusal(join(folder, 'none.csv')), 'file-unreadable ENOENT')
  t.equal(await refusal(t.testdir({ 'a.csv': {} }) + '/a.csv'), 'file-unreadable EISDIR')
  const pipe = join(folder, 'pipe.csv')
  execFileSync('mkfifo', [pipe])
  t.equal(await refusal(pipe), 'file-unreadable not-a-file')
  t.match(await refusal(fileOf('json', '{}')), 'file-unreadable')
  t.equal(await refusal(fileOf('csv', good), { zone: 'Mars/Base' }), 'log-mapping-invalid zone-unknown')
})

t.test('a missing column is told by name, together with those that are there', async (t) => {
  const error = await refusedBy(fileOf('csv', 'id,what,time:timestamp\n'))
  t.same(error?.details['missing'], [{ field: 'caseId', column: 'case:concept:name' }, { field: 'activity', column: 'concept:name' }])
  t.same(error?.details['columns'], ['id', 'what', 'time:timestamp'])
  const key = await refusedBy(fileOf('xes', goodXes), { mapping: { columns: { deadline: 'due' } } })
  t.same([key?.code, key?.details['missing']], ['log-mapping-invalid', [{ field: 'deadline', column: 'due' }]])
})

t.test('a mapping is checked before anything is read', async (t) => {
  const parse = (text: string) => parseWith(LogMapping, JSON.parse(text), 'log-mapping-invalid')
  const mapping = { columns: { activity: 'việc' }, activities: { 'Tiếp nhận': 'ACCEPT' } }
  t.same(parse(JSON.stringify(mapping)), mapping)
  for (const text of ['[]', '{"colums":{}}', '{"columns":{"activity":1}}', '{"activities":{"a":"not an event"}}', '{"delimiter":"|"}', '{"lifecycles":[]}']) {
    t.throws(() => parse(text), { code: 'log-mapping-invalid' }, text)
  }
})

/** A file written piece by piece, so that the test itself stays small. */
const bigFile = async (extension: string, pieces: Iterable<string>): Promise<string> => {
  const path = join(folder, `big-${++files}.${extension}`)
  const out = createWriteStream(path)
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
  return path
}
function* repeated(first: string, piece: string, times: number): Generator<string> {
  yield first
  for (let n = 0; n < times; n++) yield piece
}

/** The refusal, and by how many MB the heap (with buffers) had grown at its largest. */
const measured = async (path: string, options: Partial<ReadLogOptions> = {}) => {
  globalThis.gc?.()
  const used = () => { const { heapUsed, external } = process.memoryUsage(); return heapUsed + external }
  const before = used()
  let most = before
  const watch = setInterval(() => { most = Math.max(most, used()) }, 5)
  const code = await refusal(path, options).finally(() => clearInterval(watch))
  return { code, grownMb: (Math.max(most, used()) - before) / 1024 ** 2 }
}

t.test('one endless line, value, comment or row of commas is refused long before it fills the memory', async (t) => {
  const mega = 'x'.repeat(2 ** 20)
  const endless: Record<string, [string, string, string]> = {
    'a line': ['csv', '', mega], 'a quoted value': ['csv', `${header}\na,"`, mega], 'a row of nothing but commas': ['csv', `${header}\n`, ','.repeat(2 ** 20)],
    'an attribute value': ['xes', '<log a="', mega], 'a comment full of tags': ['xes', '<log><!-- ', '<a>'.repeat(300_000)],
    'a text': ['xes', '<log>', mega], 'a tag name': ['xes', '<', mega], 'a tag of a million attributes': ['xes', '<log ', Array.from({ length: 50_000 }, (_, n) => `a${n}="" `).join('')],
    'a document type': ['xes', '<!DOCTYPE l [', mega],
  }
  for (const [name, [extension, first, piece]] of Object.entries(endless)) {
    const { code, grownMb } = await measured(await bigFile(extension, repeated(first, piece, 24)))
    t.match(code, /^log-(too-large|malformed)/, `${name}: ${code}`)
    t.ok(grownMb < 64, `${name}: ${grownMb.toFixed(0)} MB`)
  }
})

t.test('a small gzip that inflates beyond the limit is refused', async (t) => {
  const bomb = fileOf('xes.gz', gzipSync(`<log>${'<!-- -->'.repeat(2 ** 20)}</log>`))
  t.equal(await refusal(bomb, { limits: { bytes: 2 ** 20 } }), 'log-too-large bytes')
})

t.test('too many cases or events are refused', async (t) => {
  const limits: [Partial<LogLimits>, string][] = [[{ cases: 1 }, 'log-too-large cases'], [{ events: 2 }, 'log-too-large events']]
  const rows = csv(`a,T01,${at},complete,`, `b,T01,${at},complete,`, `b,T02,${at},complete,`)
  for (const [limit, expected] of limits) {
    t.equal(await refusal(fileOf('csv', rows), { limits: limit }), expected)
    t.equal(await refusal(fileOf('xes', xes(trace('a', event('T01', at)), trace('b', event('T01', at), event('T02', at)))), { limits: limit }), expected)
  }
})

t.test('a long XES log passes through without being held', async (t) => {
  function* pieces() {
    yield '<log>'
    for (let n = 0; n < 2000; n++) yield trace(`case-${n}`, attribute('string', 'note', 'x'.repeat(8000)), event('T01', at), event('T02', at))
    yield '</log>'
  }
  const path = await bigFile('xes', pieces())
  const before = process.memoryUsage().heapUsed
  let cases = 0
  let most = 0
  for await (const { events } of readLog(path, { zone: 'UTC' })) {
    cases += events.length === 2 ? 1 : 0
    most = Math.max(most, process.memoryUsage().heapUsed)
  }
  t.equal(cases, 2000)
  t.ok(most - before < 100 * 2 ** 20, `${((most - before) / 2 ** 20).toFixed(0)} MB`)
})
