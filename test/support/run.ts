/** What `npm test` runs: the type check and every suite, with the output of what failed, and the sum on the last line. */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startTestCluster, sweepTestDatabases } from './postgres.ts'

const bin = (path: string): string => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))

const run = (command: string, words: readonly string[], onLine: (line: string) => void): Promise<number> => new Promise((done, fail) => {
  const child = spawn(command, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  })
  child.once('error', fail)
  child.once('close', (code) => { onLine(rest); done(code ?? 1) })
})

const sum = { passed: 0, failed: 0, skipped: 0 }

const typeCheck = async (): Promise<void> => {
  const code = await run(process.execPath, [bin('typescript/bin/tsc'), '--noEmit', '--pretty', 'false'], (line) => { if (line) console.log(line) })
  console.log(`${code === 0 ? 'ok' : 'not ok'} tsc --noEmit`)
  if (code === 0) sum.passed += 1
  else sum.failed += 1
}

/** Reads TAP: one line for a file that passes, its skips by name, and everything of one that fails. */
const suites = async (files: readonly string[]): Promise<void> => {
  let block: string[] = []
  let totals: string | undefined
  const onLine = (line: string): void => {
    if (line.startsWith('# { total:')) totals = line
    const end = /^(not )?ok \d+ - (\S+)(.*)/.exec(line)
    if (end === null) { block.push(line); return }
    if (end[1] !== undefined) console.log([...block, line].join('\n'))
    else {
      console.log(`ok ${end[2]}${end[3]}`)
      for (const skip of block) if (/^\s*ok .*# SKIP/.test(skip)) console.log(`   skipped: ${skip.trim()}`)
    }
    block = []
  }
  const code = await run(process.execPath, [bin('tap/dist/esm/run.mjs'), '--reporter=tap', '--disable-coverage', '--jobs=2', '--timeout=900', '--node-arg=--disable-warning=ExperimentalWarning', ...files], onLine)
  const count = (name: string): number => Number(new RegExp(`\\b${name}: (\\d+)`).exec(totals ?? '')?.[1] ?? 0)
  sum.passed += count('pass')
  sum.skipped += count('skip') + count('todo')
  sum.failed += Math.max(count('fail'), code === 0 ? 0 : 1)
  if (code !== 0) console.log(block.join('\n'))
}

// Each file runs in a process of its own: what one has stripped of its types and compiled the others need not (1.3 s of processor time for one that starts the service).
process.env['NODE_COMPILE_CACHE'] ??= bin('.cache/quytrinh')
// The same tree answers the same twice; new seeds are for `npm run soak`.
process.env['SEED'] ??= '20261122'
const asked = process.argv.slice(2)
const files = globSync('test/**/*.test.ts', { cwd: root }).filter((file) => asked.length === 0 || asked.some((part) => file.includes(part))).sort()
const cluster = await startTestCluster()
await sweepTestDatabases(cluster)
await typeCheck()
if (files.length === 0) { console.log(`no test file matches ${asked.join(' ')}`); sum.failed += 1 } else await suites(files)
await cluster.stop()
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
process.exitCode = sum.failed > 0 ? 1 : 0
