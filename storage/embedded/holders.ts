/** Who uses a running server: the last one to leave stops it. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { startedTicks } from './process.ts'

let serial = 0

/** Notes this process as a user of the server kept in `home`; answers how to take the note away. */
export const hold = (home: string): { release(): void } => {
  const file = `${home}/holders/${process.pid}-${startedTicks(process.pid) ?? '0'}-${++serial}`
  writeFileSync(file, '', { mode: 0o600 })
  return { release: () => rmSync(file, { force: true }) }
}

/** How many living processes use the server; the notes of dead ones are thrown away. */
export const countHolders = (home: string): number => {
  let living = 0
  for (const name of readdirSync(`${home}/holders`)) {
    const [pid, ticks] = name.split('-')
    if (startedTicks(Number(pid)) === ticks) living += 1
    else rmSync(`${home}/holders/${name}`, { force: true })
  }
  return living
}
