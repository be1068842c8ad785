/** `quytrinh check-procedure` as a program calls it: answers, refusals, exit codes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { runCli } from '../../server/cli/run.ts'
import type { Finding, ProcedureDefinition } from '../../schemas/procedure.ts'
import { shippedProcedure, shippedProcedures } from '../../storage/seed/procedures.ts'
import { changed } from '../support/procedures.ts'

const folder = mkdtempSync(join(tmpdir(), 'quytrinh-check-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const p1 = shippedProcedure('P1') as ProcedureDefinition

interface Answer { readonly code: number; readonly value: { readonly ok?: boolean; readonly findings?: readonly Finding[] } & Record<string, unknown> }
const ask = async (...args: string[]): Promise<Answer> => {
  let out = ''
  const code = await runCli(['check-procedure', ...args, '--json'], { print: (line) => { out += `${line}\n` }, complain: () => undefined })
  return { code, value: out === '' ? {} : JSON.parse(out) as Answer['value'] }
}

t.test('every shipped procedure passes', async (t) => {
  const seed = fileURLToPath(new URL('../../storage/seed/procedures/', import.meta.url))
  for (const name of ['P1', 'P2-1', 'P2-2', 'P4', 'P7-1', 'I7', 'I10', 'receipt-wabo', 'receipt-two-strands']) {
    t.same(await ask(join(seed, `${name}.json`)), { code: 0, value: { ok: true, findings: [] } }, name)
  }
  t.ok(shippedProcedures().length >= 24)
})

t.test('a fault is refused with rule, severity, place and path; a warning alone is not', async (t) => {
  const broken = changed(p1, (state) => { delete state('supplement').on?.['SUPPLEMENT_RECEIVED'] })
  const { code, value } = await ask(file('broken.json', broken))
  t.same([code, value.ok, value.findings?.map(({ rule, severity, at }) => [rule, severity, at])], [1, false, [['stopped-without-way-back', 'error', 'supplement']]])
  t.equal(value.findings?.[0]?.path.at(-1), 'supplement')
  const unbounded = changed(p1, (state) => { delete (state('processing.confirm').on?.['STEP_RETURNED'] as { guard?: unknown }).guard })
  const warned = await ask(file('unbounded.json', unbounded))
  t.same([warned.code, warned.value.ok, warned.value.findings?.map(({ severity }) => severity)], [0, true, ['warning']])
})

t.test('people and calendar are looked at when they are given', async (t) => {
  const staffing = file('staffing.json', { people: [{ id: 'A', roles: ['receptionist', 'unitHead', 'specialist', 'agencyLeader', 'recordsClerk'] }] })
  const { value } = await ask(file('p1.json', p1), '--staffing', staffing, '--horizon', '2026-12-30', '--calendar', 'vn')
  const rules = new Set(value.findings?.map(({ rule }) => rule))
  t.same([...rules].sort(), ['calendar-not-covering', 'four-eyes-one-person', 'one-person-role'])
})

t.test('what is not a definition is a finding of the schema, never a crash', async (t) => {
  const deep = (levels: number): string => `${'{"states":{"a":'.repeat(levels)}{}${'}}'.repeat(levels)}`
  const bad: [string, unknown][] = [
    ['not JSON', '{'], ['a list', []], ['a member too many', { ...p1, extra: 1 }], ['a prototype', '{"__proto__": {"format": 1}}'],
    ['a wrong type', { ...p1, limit: { unit: 'fortnight', amount: 2 } }], ['a negative limit', { ...p1, limit: { unit: 'workingDay', amount: -1 } }],
    ['deferred transitions', changed(p1, (state) => { Object.assign(state('received'), { after: { 1000: 'processing' } }) })],
    ['an invoked actor', changed(p1, (state) => { Object.assign(state('received'), { invoke: { src: 'x' } }) })],
    ['bidirectional text', { ...p1, title: { vi: 'Hồ sơ \u202e', en: 'x' } }],
    ['states 50,000 deep', JSON.stringify({ ...p1, machine: 0 }).replace('"machine":0', `"machine":{"id":"P1","states":{"a":${deep(50_000)}}}`)],
  ]
  for (const [name, content] of bad) {
    const { code, value } = await ask(file('bad.json', content))
    t.same([code, value.ok, value.findings?.map(({ rule }) => rule)], [1, false, ['schema']], name)
  }
})

t.test('a missing file, an unknown calendar and wrong usage are told apart', async (t) => {
  t.match(await ask(join(folder, 'nowhere.json')), { code: 1, value: { type: /file-unreadable/ } })
  t.match(await ask(file('p1.json', p1), '--calendar', 'mars', '--horizon', '2026-01-01'), { code: 1, value: { type: /calendar-unknown/ } })
  t.match(await ask(file('p1.json', p1), '--horizon', 'soon'), { code: 1, value: { type: /invalid-request/ } })
  for (const args of [[], [file('p1.json', p1), '--calendar', 'vn'], [file('p1.json', p1), '--color', 'red'], ['a.json', 'b.json']]) t.equal((await ask(...args)).code, 2)
})
