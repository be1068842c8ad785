/** `quytrinh audit-sample`: draws the sample of an audit again, over the population that was frozen, and compares. A file needs no database. */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { SampleFile } from '../../schemas/audit-sheet.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readSample } from '../../storage/quality/audit-sheets.ts'
import { listTenants } from '../../storage/tenants.ts'
import { sampleDifferences } from '../../workflows/audit/sample.ts'
import { sampleFile } from '../api/audit-sheets.ts'
import { parseWith } from '../validate.ts'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'
import { agencyOf, withService } from './service.ts'

const fromFile = async (path: string): Promise<SampleFile> => {
  try {
    return parseWith(SampleFile, JSON.parse(await readFile(path, 'utf8')), 'invalid-request')
  } catch (error) {
    throw error instanceof SyntaxError ? new DomainError('invalid-request') : error
  }
}

const fromService = (code: string, agency: string | undefined): Promise<SampleFile> => withService(async ({ deps }) => {
  const tenant = agencyOf(await listTenants(deps.orm.em.fork()), agency)
  const found = await readSample(deps.pool, tenant.id, { code })
  if (found === null) throw new DomainError('not-found')
  return sampleFile(found, tenant.zone)
})

/** The answer: whether the redraw is the same, what differs, and the dossiers. @throws UsageError; DomainError not-found (no such audit, or it has not begun), invalid-request (no such file) */
export const run: Command = async (args) => {
  const { words: [word = ''], values } = readOptions(args, ['out', 'agency'], 1)
  const file = existsSync(word) ? await fromFile(word) : await fromService(word, values['agency'])
  if (values['out'] !== undefined) await writeFile(values['out'], JSON.stringify(file))
  const differences = sampleDifferences(file.drawn, file)
  const same = differences.length === 0
  const { rule, populationHash, populationCount, strata, codes } = file.drawn
  const text = [
    `${file.audit}: ${same ? 'the same sample' : `another sample: ${differences.join(', ')}`}`, `rule ${rule}, seed ${JSON.stringify(file.seed)}, population ${populationCount}, ${populationHash}`,
    ...strata.map(({ name, count, taken }) => `${name}: ${taken} of ${count}`), ...codes,
  ].join('\n')
  return { value: { audit: file.audit, same, differences, seed: file.seed, rule, populationCount, populationHash, codes }, text, exitCode: same ? 0 : 1 }
}
