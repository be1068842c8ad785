/** `quytrinh import-documents LIST FOLDER --as USER`: the agency's own list of documents in force with their files, checked as a whole and taken over. */
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { LocalDate } from '../../schemas/common.ts'
import { PromulgatingDecision } from '../../schemas/document.ts'
import { intakeFilesMost, type IntakeCheck, type IntakeDone, type IntakeLine } from '../../schemas/document-intake.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findCredentials } from '../../storage/accounts.ts'
import { newId } from '../../storage/ids.ts'
import { checkIntake, type IntakeFiles, unitsOf } from '../commands/check-intake.ts'
import { withRightsOf } from '../commands/rights.ts'
import { nothingTaken, takeIn } from '../commands/take-in.ts'
import { parseWith } from '../validate.ts'
import { lineFaults, lineRemarks } from '../views/documents/intake.ts'
import { catalogues } from '../views/texts/index.ts'
import { UsageError, type Command } from './command.ts'
import { oneOfWords, type Options, readOptions, required } from './options.ts'
import { withService } from './service.ts'

const listBytes = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new DomainError('file-unreadable', { file: path })
  }
}

/** Plain files of the folder and of those in it, by their paths within it; links are not followed. @throws DomainError file-unreadable | too-many-files */
const filesIn = (folder: string): IntakeFiles => {
  try {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !one.name.startsWith('.') && !one.name.startsWith('~$'))
    if (found.length > intakeFilesMost) throw new DomainError('too-many-files', { most: intakeFilesMost })
    return new Map(found.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folder.length).replace(/^[\\/]+/, '').normalize('NFC'), { size: statSync(path).size, open: () => createReadStream(path) as AsyncIterable<Buffer> }]
    }))
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('file-unreadable', { file: folder })
  }
}

const lineText = (line: IntakeLine): string => [
  `${line.row} ${line.verdict}: ${line.code} | ${line.title} | ${line.file ?? '–'}`,
  ...(['vi', 'en'] as const).flatMap((language) => [...lineFaults(catalogues[language], language, line), ...lineRemarks(catalogues[language], line)].map((words) => `    ${language}: ${words}`)),
].join('\n')

const told = ({ lines, unused }: IntakeCheck, done: IntakeDone | null): string => {
  const count = (verdict: IntakeLine['verdict']): number => lines.filter((line) => line.verdict === verdict).length
  return [
    ...lines.map(lineText), ...(unused.length === 0 ? [] : [`no line means: ${unused.slice(0, 50).join(' | ')}`]), `${count('take')} to be taken, ${count('there')} there already, ${count('wrong')} wrong`,
    ...(done === null ? ['nothing was taken'] : [`taken ${done.taken}, there ${done.there}, refused ${done.refused.length}`, ...done.refused.map(({ row, code, error }) => `${row} ${code}: ${error}`)]),
  ].join('\n')
}

const decisionOption = ({ values }: Options): PromulgatingDecision | null => {
  const { decision, on } = values
  if ((decision === undefined) !== (on === undefined)) throw new UsageError('--decision and --on go together')
  return decision === undefined || on === undefined ? null : parseWith(PromulgatingDecision, { number: decision.normalize('NFC'), on: parseWith(LocalDate, on, 'invalid-request') }, 'invalid-request')
}

/** @throws UsageError; DomainError user-unknown | role-not-granted | unit-unknown | file-unreadable | too-many-files, and of `checkIntake` and `takeIn` */
export const run: Command = async (args) => {
  const options = readOptions(args, ['as', 'decision', 'on', 'unit', 'check', 'wrong'], 2)
  const userName = required(options, 'as')
  const onlyCheck = oneOfWords(options.values['check'] ?? 'no', ['yes', 'no'], 'check') === 'yes'
  const wrong = oneOfWords(options.values['wrong'] ?? 'refuse', ['refuse', 'skip'], 'wrong')
  const decision = decisionOption(options)
  const [list, files] = [listBytes(options.words[0] ?? ''), filesIn(options.words[1] ?? '')]
  return withService(async ({ deps }) => {
    const found = await findCredentials(deps.orm.em.fork(), userName)
    if (found === undefined || !found.account.active) throw new DomainError('user-unknown')
    return withRightsOf(deps, { tenantId: found.tenantId, accountId: found.account.id }, async ({ person }) => {
      const unit = options.values['unit'] === undefined ? null : (await unitsOf(deps, person.reader)).find(({ code }) => code === options.values['unit'])
      if (unit === undefined) throw new DomainError('unit-unknown')
      const check = await checkIntake(deps, person, { list, files, defaults: { decision, ownerUnitId: unit?.id ?? null } }, async (done, total) => { process.stderr.write(`import-documents: ${done} of ${total} files looked into\n`) })
      const isWrong = check.lines.some(({ verdict }) => verdict === 'wrong')
      const lines = check.lines.filter(({ verdict }) => verdict === 'take')
      const done = onlyCheck || (isWrong && wrong === 'refuse') ? null : await takeIn(deps, person, { lines, files, key: newId(), before: nothingTaken, note: async () => undefined })
      return { value: { check, done }, text: told(check, done), exitCode: isWrong || (done?.refused.length ?? 0) > 0 ? 1 : 0 }
    })
  })
}
