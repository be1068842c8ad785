/** The command line: finds the command, runs it, prints one answer. Add a command: one file in this folder, one row in the table. */
import { DomainError } from '../../schemas/errors.ts'
import { problemOf } from '../problem.ts'
import { UsageError, type Command, type CommandResult } from './command.ts'

interface Entry { readonly usage: string; readonly load: () => Promise<{ readonly run: Command }> }

/** Each command is loaded when it is called, so that none pays for another's imports. */
const commands: Readonly<Record<string, Entry>> = {
  'audit-sample': {
    usage: 'CODE | FILE.json  [--out FILE.json] [--agency CODE]',
    load: () => import('./audit-sample.ts'),
  },
  backup: {
    usage: 'FILE',
    load: () => import('./backup.ts'),
  },
  'check-procedure': {
    usage: 'FILE [--staffing FILE] [--calendar vn|nl|FILE] [--horizon DATE]',
    load: () => import('./check-procedure.ts'),
  },
  due: {
    usage: '--from INSTANT --unit workingDay|workingHour|calendarDay|sameDay|none --limit N\n'
      + '    [--calendar vn|nl|FILE] [--stops FILE] [--on-resume pause|reset]',
    load: () => import('./due.ts'),
  },
  'erase-personal': {
    usage: 'CODE|ID --decision NUMBER --on DATE [--places all|PLACE,...] | CODE|ID --list yes  [--agency CODE]',
    load: () => import('./erase-personal.ts'),
  },
  evidence: {
    usage: 'CODE|ID... | --late --from DATE --to DATE  --out FILE.zip [--personal yes] [--agency CODE]',
    load: () => import('./evidence.ts'),
  },
  'import-documents': {
    usage: 'LIST.xlsx|LIST.csv FOLDER --as USER [--decision NUMBER --on DATE] [--unit CODE] [--check yes] [--wrong refuse|skip]',
    load: () => import('./import-documents.ts'),
  },
  'import-log': {
    usage: 'FILE --procedure FILE|CODE [--mapping FILE] [--classify instant|date] [--time-zone ZONE] [--agency CODE]',
    load: () => import('./import-log.ts'),
  },
  'import-steps': {
    usage: 'FILE.xlsx|FILE.csv --code CODE --title TEXT --limit N --unit workingDay|workingHour|calendarDay|sameDay|none --from DATE [--kind tthc|internal] [--out FILE.json]',
    load: () => import('./import-steps.ts'),
  },
  objectives: {
    usage: '--year 2026 [--as-of INSTANT] [--agency CODE]',
    load: () => import('./objectives.ts'),
  },
  replay: {
    usage: 'CODE [--revision N | --definition FILE] --from DATE --to DATE | --period 2026  [--agency CODE]',
    load: () => import('./replay.ts'),
  },
  restore: {
    usage: 'FILE',
    load: () => import('./restore.ts'),
  },
  report: {
    usage: 'annual|halfYear|commune|roadmap|progress|review|documents|issued|nonconformities --from DATE --to DATE | --period 2026-H1\n'
      + '    [--as-of INSTANT] [--out FILE.docx|FILE.pdf|FILE.xlsx] [--agency CODE]',
    load: () => import('./report.ts'),
  },
  satisfaction: {
    usage: '--from DATE --to DATE | --period 2026-H1  [--by field|unit|procedure|month] [--agency CODE]',
    load: () => import('./satisfaction.ts'),
  },
  serve: {
    usage: '[--empty]',
    load: () => import('./serve.ts'),
  },
  statistics: {
    usage: '--from DATE --to DATE | --period 2026-03|2026-Q1|2026-H1|2026  [--as-of INSTANT] [--by field,unit,procedure,revision,month,channel,level,department]\n'
      + '    [--kinds tthc,log,internal] [--ended resolved|apart] [--paused inProgress|apart] [--recount yes] [--agency CODE]\n'
      + '    [--form 06a|06b|weekly|766|causes|score|steps|people] [--procedure CODE] [--unit CODE] [--out FILE.json]',
    load: () => import('./statistics.ts'),
  },
  timeliness: {
    usage: '--due INSTANT --done INSTANT --unit workingDay|workingHour|calendarDay|sameDay|none [--calendar vn|nl|FILE]',
    load: () => import('./timeliness.ts'),
  },
  'verify-evidence': {
    usage: 'FILE.zip [--sha256 HASH]',
    load: () => import('./verify-evidence.ts'),
  },
}

const usageText = (names: readonly string[]): string =>
  ['Usage: quytrinh COMMAND [OPTIONS] [--json]', ...names.map((name) => `  ${name} ${commands[name]?.usage ?? ''}`)].join('\n')

/** Where lines go: answers to `print`, everything else to `complain`. */
export interface Streams { readonly print: (line: string) => void; readonly complain: (line: string) => void }

const printResult = ({ print }: Streams, result: CommandResult, json: boolean): number => {
  print(json ? JSON.stringify(result.value) : result.text)
  return result.exitCode ?? 0
}

/**
 * A refusal to its reader: the problem on standard output with --json, else words on standard error. A fault of ours also shows its stack.
 */
const printRefusal = ({ print, complain }: Streams, error: unknown, json: boolean): number => {
  const problem = problemOf(error)
  if (!(error instanceof DomainError)) complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
  if (json) print(JSON.stringify(problem))
  else complain(`${problem.title}\n${problem.titleEn}\n${JSON.stringify(problem)}`)
  return 1
}

const printUsage = ({ print, complain }: Streams, error: UsageError, call: { json: boolean; name: string | undefined }): number => {
  complain(`${error.message}\n${usageText(call.name === undefined ? Object.keys(commands) : [call.name])}`)
  const problem = problemOf(new DomainError('invalid-request', { reason: 'wrong-usage', detail: error.message.slice(0, 500) }))
  if (call.json) print(JSON.stringify(problem))
  return 2
}

const printHelp = (streams: Streams, name: string | undefined, json: boolean): number => {
  const names = name !== undefined && Object.hasOwn(commands, name) ? [name] : Object.keys(commands)
  return printResult(streams, { value: names, text: usageText(names) }, json)
}

const findEntry = (name: string | undefined): { name: string; entry: Entry } => {
  const entry = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (name === undefined || !entry) throw new UsageError(name === undefined ? 'no command given' : `unknown command: ${name.slice(0, 64)}`)
  return { name, entry }
}

/** Runs one call with the arguments after the program's name; answers the exit code: 0 done, 1 refused, 2 wrong usage. */
export const runCli = async (argv: readonly string[], streams: Streams): Promise<number> => {
  const json = argv.includes('--json')
  const [first, ...args] = argv.filter((arg) => arg !== '--json')
  if (first === 'help' || argv.includes('--help')) return printHelp(streams, first, json)
  let known: string | undefined
  try {
    const { name, entry } = findEntry(first)
    known = name
    const command = await entry.load()
    return printResult(streams, await command.run(args, { json }), json)
  } catch (error) {
    return error instanceof UsageError ? printUsage(streams, error, { json, name: known }) : printRefusal(streams, error, json)
  }
}
