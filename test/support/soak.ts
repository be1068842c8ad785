/** New seeds for every property: `npm run soak -- [TIMES] [PART OF A FILE'S NAME ...]`, TIMES as many runs as the suite makes. Exit 1 when one falls. */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const [times = '20', ...asked] = process.argv.slice(2)
if (!/^[1-9]\d{0,3}$/.test(times)) throw new Error('usage: npm run soak -- [TIMES 1 to 9999] [PART OF A NAME ...]')
const files = globSync('test/**/*.test.ts', { cwd: root })
  .filter((file) => (asked.length === 0 || asked.some((part) => file.includes(part))) && readFileSync(`${root}${file}`, 'utf8').includes('/property.ts\'')).sort()

let fallen = 0
for (const file of files) {
  const { status, stdout } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    cwd: root, env: { ...process.env, SOAK: times }, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024,
  })
  console.log(`${status === 0 ? 'ok' : 'not ok'} ${file}`)
  if (status === 0) continue
  fallen += 1
  console.log(stdout.split('\n').filter((line) => /^\s*not ok|Counterexample|Error/.test(line)).slice(0, 20).map((line) => line.slice(0, 4000)).join('\n'))
}
console.log(`${files.length - fallen} files held ${times} times their runs, ${fallen} did not`)
process.exitCode = fallen > 0 ? 1 : 0
