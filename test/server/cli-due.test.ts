/** The command line as a program calls it: `due` and `timeliness`, their refusals and their exit codes. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { runCli } from '../../server/cli/run.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'quytrinh-cli-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

interface Outcome { readonly code: number | null; readonly out: string; readonly err: string }

/** A call in this process: the same answers as the program gives, without the half second that each start of it takes. */
const call = async (args: readonly string[]): Promise<Outcome> => {
  let [out, err] = ['', '']
  const code = await runCli(args, { print: (line) => { out += `${line}\n` }, complain: (line) => { err += `${line}\n` } })
  return { code, out, err }
}

/** A call of the program itself, in an unrelated folder. */
const start = (args: readonly string[], program = join(root, 'server/cli/quytrinh.sh')): Promise<Outcome> => new Promise((resolve,
  reject) => {
  const child = spawn(program, args, { cwd: folder })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString() })
  child.on('error', reject)
  child.on('close', (code) => resolve({ code, out, err }))
})

/** Calls with --json: exit code and the one value on standard output. */
const ask = async (...args: string[]) => {
  const { code, out } = await call([...args, '--json'])
  return { code, value: JSON.parse(out) as Record<string, unknown> }
}
const due = (...args: string[]) => ask('due', ...args)

t.test('due answers the date, the instant with its offset, and a line a day', async (t) => {
  const { code, value } = await due('--from', '2021-05-06T09:40', '--limit', '2', '--unit', 'workingDay')
  t.equal(code, 0)
  t.same(value, {
    dueAt: '2021-05-10T17:00:00+07:00', dueOn: '2021-05-10',
    trace: [
      { on: '2021-05-06', counted: false, reason: 'receiptDay', source: 'Bộ luật Dân sự 2015, Điều 147 khoản 2' },
      { on: '2021-05-07', counted: true, reason: 'workingDay', source: null }, { on: '2021-05-08', counted: false, reason: 'weekend',
      source: null },
      { on: '2021-05-09', counted: false, reason: 'weekend', source: null }, { on: '2021-05-10', counted: true, reason: 'workingDay',
      source: null },
    ],
  })
})

t.test('the other units', async (t) => {
  const answers = [
    ['2024-06-10T11:00', '4', 'workingHour', '2024-06-10T16:30:00+07:00'], ['2026-04-20T08:00', '10', 'calendarDay',
    '2026-05-04T17:00:00+07:00'],
    ['2024-06-10T15:30', '1', 'sameDay', '2024-06-11T17:00:00+07:00'], ['2021-05-06T02:40:00Z', '0.5', 'workingHour',
    '2021-05-06T10:10:00+07:00'],
  ] as const
  await Promise.all(answers.map(async ([from, limit, unit, end]) => t.equal((await due('--from', from, '--limit', limit, '--unit',
    unit)).value['dueAt'], end)))
  t.equal((await due('--from', '2024-06-10T09:00', '--unit', 'sameDay')).value['dueAt'], '2024-06-10T17:00:00+07:00', 'no amount to give')
  t.same((await due('--from', '2024-06-10T09:00', '--unit', 'none')).value, { dueAt: null, dueOn: null, trace: [] })
})

t.test('stops are paused or restarted; an open one leaves no due date', async (t) => {
  const stops = file('stops.json', JSON.stringify([{ from: '2024-06-12T09:00:00+07:00', to: '2024-06-17T10:00:00+07:00',
    kind: 'supplement' }]))
  const base = ['--from', '2024-06-10T08:00', '--limit', '5', '--unit', 'workingDay', '--stops', stops]
  t.equal((await due(...base)).value['dueOn'], '2024-06-20')
  t.equal((await due(...base, '--on-resume', 'reset')).value['dueOn'], '2024-06-24')
  const open = file('open.json', '\ufeff[{"from":"2024-06-12T09:00","to":null,"kind":"supplement"}]')
  t.same((await due('--from', '2024-06-10T08:00', '--limit', '5', '--unit', 'workingDay', '--stops', open)).value['dueAt'], null)
})

t.test('a calendar may come from a file', async (t) => {
  const holiday = { on: '2024-06-11', kind: 'LOCAL_OFF', decision: 'Bão số 1', knownOn: '2024-06-10' }
  const vn = seedCalendar('vn')
  const path = file('local.json', JSON.stringify({ ...vn, id: 'local', days: [...vn.days, holiday] }))
  const { value } = await due('--from', '2024-06-10T08:00', '--limit', '1', '--unit', 'workingDay', '--calendar', path)
  t.equal(value['dueOn'], '2024-06-12')
  t.match((value['trace'] as unknown[])[1], { counted: false, reason: 'localOff', source: 'Bão số 1' })
})

t.test('timeliness', async (t) => {
  const args = ['--due', '2021-05-10T17:00', '--done', '2021-05-11T09:40', '--unit']
  t.match(await ask('timeliness', ...args, 'workingDay'), { code: 0, value: { timeliness: 'late', daysLate: 1 } })
  t.match(await ask('timeliness', ...args, 'none'), { code: 0, value: { timeliness: null, daysLate: null } })
})

t.test('people get words, programs the exit code', async (t) => {
  const told = await call(['due', '--from', '2021-05-06T09:40', '--limit', '2', '--unit', 'workingDay'])
  t.match(told, { code: 0, out: /^2021-05-10T17:00:00\+07:00\n/, err: '' })
  const refused = await call(['due', '--from', '2027-01-04T08:00', '--limit', '2', '--unit', 'workingDay'])
  t.match(refused, { code: 1, out: '', err: /Lịch làm việc chưa có năm này/ })
})

t.test('what cannot be answered is a problem on standard output, exit 1', async (t) => {
  const base = ['--limit', '2', '--unit', 'workingDay']
  const from = ['--from', '2024-06-10T08:00', ...base]
  const cyclic = join(folder, 'loop.json')
  symlinkSync(cyclic, cyclic)
  const calendar = (name: string, content: string | Buffer) => [...from, '--calendar', file(name, content)]
  const stops = (name: string, content: string | Buffer) => [...from, '--stops', file(name, content)]
  const vn = seedCalendar('vn')
  const cases: [string, string[]][] = [
    ['calendar-not-covered', ['--from', '2027-01-04T08:00', ...base]],
    ['invalid-request', ['--from', '2021-02-30T08:00', ...base]],
    ['invalid-request', ['--from', 'yesterday', ...base]],
    ['limit-invalid', ['--from', '2024-06-10T08:00', '--limit', '1.5', '--unit', 'workingDay']],
    ['limit-invalid', ['--from', '2024-06-10T08:00', '--limit', '-1', '--unit', 'workingDay']],
    ['limit-invalid', ['--from', '2024-06-10T08:00', '--limit', 'two', '--unit', 'workingDay']],
    ['limit-invalid', ['--from', '2024-06-10T08:00', '--limit', '0x10', '--unit', 'workingHour']],
    ['calendar-unknown', [...from, '--calendar', 'atlantis']],
    ['calendar-unknown', [...from, '--calendar', '__proto__']],
    ['calendar-invalid', calendar('empty.json', '')],
    ['calendar-invalid', calendar('proto.json', '{"__proto__":{"id":"x"}}')],
    ['calendar-invalid', calendar('more.json', JSON.stringify({ ...vn, colour: 'red' }))],
    ['calendar-invalid', calendar('unpaired.json', JSON.stringify({ ...vn, days: vn.days.filter((row) => row.on !== '2024-05-04') }))],
    ['calendar-invalid', calendar('bidi.json', JSON.stringify({ ...vn, days: [{ ...vn.days[0], decision: 'a\u202eb' }] }))],
    ['calendar-invalid', calendar('deep.json', '['.repeat(400_000))],
    ['file-unreadable', calendar('large.json', ' '.repeat(1_000_001))],
    ['file-unreadable', calendar('latin1.json', Buffer.from([0x22, 0xe9, 0x22]))],
    ['file-unreadable', [...from, '--calendar', folder]],
    ['file-unreadable', [...from, '--calendar', cyclic]],
    ['file-unreadable', [...from, '--stops', join(folder, 'missing.json')]],
    ['stops-invalid', stops('object.json', '{}')],
    ['stops-invalid', stops('proto-stops.json', '[{"from":"2024-06-12T08:00","to":null,"__proto__":1}]')],
    ['stops-invalid', stops('backwards.json', '[{"from":"2024-06-12T08:00","to":"2024-06-11T08:00","kind":"x"}]')],
    ['invalid-request', stops('date.json', '[{"from":"2024-06-31T08:00","to":null,"kind":"x"}]')],
  ]
  for (const [code, args] of cases) {
    const { code: exit, value } = await due(...args)
    t.equal(exit, 1, `${code}: ${args.at(-1)?.slice(-40)}`)
    t.match(value, { type: `/problems/${code}`, title: String, titleEn: String, status: Number }, code)
  }
})

t.test('wrong usage is exit 2, with the usage on standard error and still one JSON value', async (t) => {
  const wrong = [
    [], ['fly'], ['toString'], ['due'], ['due', '--from', '2024-06-10T08:00', '--limit', '2', '--unit', 'fortnight'], ['due', '--colour',
    'red'],
    ['due', '--from'], ['due', '--from', 'a', '--from', 'b'], ['due', 'word'], ['timeliness', '--due', '2024-06-10T08:00'],
    ['due', '--from', '2024-06-10T08:00', '--limit', '2', '--unit', 'workingDay', '--on-resume', 'perhaps'],
  ]
  for (const args of wrong) {
    const { code, out, err } = await call([...args, '--json'])
    t.equal(code, 2, args.join(' '))
    t.match(err, /Usage: quytrinh/)
    t.equal((JSON.parse(out) as { type: string }).type, '/problems/invalid-request')
  }
  t.match(await call(['due', '--help']), { code: 0, out: /Usage: .*\n  due /, err: '' })
  t.match(await call(['--help']), { code: 0, out: /Usage: quytrinh/, err: '' })
})

t.test('the program answers like the function, through links, from any folder', async (t) => {
  const link = join(folder, 'quytrinh')
  symlinkSync(join(root, 'server/cli/quytrinh.sh'), link)
  const args = ['timeliness', '--due', '2021-05-10T17:00', '--done', '2021-05-11T09:40', '--unit', 'workingDay', '--json']
  t.same(await start(args, link), await call(args))
  t.match(await start(['due', '--from', '2027-01-04T08:00', '--limit', '2', '--unit', 'workingDay', '--json']), { code: 1,
    out: /calendar-not-covered/ })
  t.match(await start(['due', '--json']), { code: 2, out: /invalid-request/, err: /Usage/ })
})
