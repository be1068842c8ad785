/** The save of a decision in two forms, by pgbench on the same server: the function of the migrations, and one statement of CTEs. */
import { readFileSync } from 'node:fs'
import { spreadOf, type Spread, firstNumber } from './numbers.ts'
import { runPgbench } from './pgbench.ts'
import { scriptOf, type TapedEvent } from './tape.ts'
import { copyPattern, settle, type World } from './world.ts'

export interface FormsLevel { readonly clients: number; readonly asFunction: Spread; readonly asCte: Spread; readonly ratio: Spread }

interface Forms { readonly world: World; readonly url: string; readonly pgbench: string; readonly levels: readonly number[]; readonly rounds: number; readonly seconds: number }

/** Dossiers of the rounds are numbered apart from those of the comparison over HTTP. */
const firstOfForms = firstNumber + 500_000_000

/** Read and save, both forms in turns at every level; the ratio is function to CTE. */
export const compareForms = async ({ world, url, pgbench, levels, rounds, seconds }: Forms, tape: readonly TapedEvent[]): Promise<FormsLevel[]> => {
  const scripts = [scriptOf(tape), scriptOf(tape, readFileSync(new URL('./save-decision-cte.sql', import.meta.url), 'utf8'))] as const
  let base = firstOfForms
  const run = async (which: 0 | 1, clients: number): Promise<number> => {
    const own = Math.ceil(1_600 / clients)
    await copyPattern(world, base, clients * own)
    const rate = await runPgbench({ program: pgbench, url, script: scripts[which], clients, seconds, numbers: { base, own, v0: world.pattern.version, i: -1 } })
    base += clients * own
    return rate
  }
  const answers: FormsLevel[] = []
  for (const clients of levels) {
    const pairs: (readonly [number, number])[] = []
    for (let round = 0; round < rounds; round++) {
      await settle(world)
      pairs.push([await run(0, clients), await run(1, clients)])
    }
    answers.push({
      clients, asFunction: spreadOf(pairs.map(([rate]) => rate)), asCte: spreadOf(pairs.map(([, rate]) => rate)), ratio: spreadOf(pairs.map(([a, b]) => a / b)),
    })
  }
  return answers
}
