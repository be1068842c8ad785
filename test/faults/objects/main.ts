/** `npm run faults:objects`: 200 kills of the service under clients that upload and publish, on disk; with `--s3` on an S3 server. */
import { parseArgs } from 'node:util'
import { spreadOf } from '../../bench/numbers.ts'
import { startS3 } from '../../support/s3.ts'
import { isObjectsClean } from './check.ts'
import { type ObjectFaultReport, runObjectFaults } from './rig.ts'

/** What a run found, line by line. */
export const objectLinesOf = ({ found, ledger, recoveredMs }: ObjectFaultReport): string[] => {
  const { min, median, max } = spreadOf(recoveredMs)
  return [
    `acknowledged: ${ledger.uploads.length} uploads, ${ledger.publications.length} publications; ${ledger.retries} requests asked again`,
    `lost: ${found.lost}, unreadable: ${found.unreadable}, not read back through the service: ${found.unserved} (read back: ${found.readBack}), publications gone or doubled: ${found.unpublished}, odd answers: ${ledger.oddities.length}`,
    `rows: ${found.rows}; swept: ${found.orphans} orphans, ${found.unfinished} unfinished uploads; wrongly swept or left: ${found.sweptWrongly}`,
    `ready again after a kill (${recoveredMs.length} times): ${[min, median, max].map(Math.round).join(' / ')} ms (min / median / max)`,
    ...found.faults.slice(0, 10), ...ledger.oddities.slice(0, 10),
  ]
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: {
    kills: { type: 'string', default: '200' }, clients: { type: 'string', default: '6' }, s3: { type: 'boolean' }, plant: { type: 'boolean' },
  } })
  const kills = Number(values.kills)
  const endings: (() => unknown)[] = []
  try {
    const s3 = values.s3 ? await startS3({ teardown: (ending) => { endings.push(ending) } }, { store: 'disk' }) : null
    const report = await runObjectFaults({
      kills, clients: Number(values.clients), workMs: { from: 0, to: 1_200 }, s3, plant: values.plant ? 'late-bytes' : null,
      onKill: (at, recoveredMs, found, ledger) => {
        if (at % Math.ceil(kills / 20) === 0) console.log(`${at} kills, ${ledger.uploads.length} uploads: ready after ${Math.round(recoveredMs)} ms; lost ${found.lost}, unreadable ${found.unreadable}, not read back ${found.unserved} of ${found.unserved + found.readBack}, odd ${ledger.oddities.length}`)
      },
    })
    console.log(objectLinesOf(report).join('\n'))
    process.exitCode = isObjectsClean(report.found) && report.ledger.oddities.length === 0 ? 0 : 1
  } finally {
    for (const ending of endings) await ending()
  }
}

if (import.meta.main) await main()
