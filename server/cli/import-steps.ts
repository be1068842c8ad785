/** `quytrinh import-steps`: a published step table, XLSX or CSV, as a definition to be edited further. Needs no database. */
import { readFileSync, writeFileSync } from 'node:fs'
import { DomainError } from '../../schemas/errors.ts'
import { LocalDate } from '../../schemas/common.ts'
import { BeginStepTable, type ReadSteps } from '../../schemas/step-table.ts'
import { check } from '../../workflows/procedure/check.ts'
import { skeletonOf } from '../../workflows/procedure/table/skeleton.ts'
import { definitionOf } from '../../workflows/procedure/table/write.ts'
import { sheetsIn, stepsOver } from '../commands/import-steps.ts'
import { FileWorkshop } from '../files/workshop.ts'
import { parseWith } from '../validate.ts'
import { UsageError, type Command } from './command.ts'
import { readOptions } from './options.ts'

const told = ({ lines, heading }: ReadSteps, findings: number): string => [
  `headings in row ${heading}`,
  ...lines.map(({ row, use, name, role, limit, remarks }) => `${row} ${use}: ${name} | ${role ?? '–'} | ${limit === null ? '–' : `${limit.amount} ${limit.unit}`}${remarks.map(({ remark, text }) => ` | ${remark} ${text}`).join('')}`),
  `${findings} findings: quytrinh check-procedure lists them`,
].join('\n')

const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new DomainError('file-unreadable', { file: path })
  }
}

/** @throws UsageError; DomainError file-unreadable | file-missing | file-too-large | file-type-refused | file-refused | step-table-unread | invalid-request */
export const run: Command = async (args) => {
  const { words, values } = readOptions(args, ['out', 'code', 'title', 'kind', 'limit', 'unit', 'from'], 1)
  const { out, code, title, kind = 'tthc', limit, unit, from } = values
  if (code === undefined || title === undefined || limit === undefined || unit === undefined || from === undefined) throw new UsageError('--code, --title, --limit, --unit and --from are needed')
  const { procedure } = parseWith(BeginStepTable, { procedure: { code, kind, title: { vi: title, en: title }, limit: { unit, amount: Number(limit) } } }, 'invalid-request')
  const frame = skeletonOf(procedure!, parseWith(LocalDate, from, 'invalid-request'))
  const { read, edited: { table } } = stepsOver(await sheetsIn({ files: new FileWorkshop() }, bytesOf(words[0] ?? '')), frame)
  const definition = definitionOf(table, frame)
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(definition, null, 2)}\n`)
  const findings = check(definition)
  return { value: { ...read, findings, definition }, text: told(read, findings.length), exitCode: 0 }
}
