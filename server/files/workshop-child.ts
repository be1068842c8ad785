/**
 * The child process that opens files of strangers: one order at a time, told over standard input, answered over standard output. It runs without the
 * service's environment, under limits of memory and time, and may read nothing but the program.
 */
import type { Inspection } from '../../schemas/file-check.ts'
import { FaultyFile } from './inspect/fault.ts'
import type { AnswerLine, FileOrder, KeepLine, OrderLine } from './workshop-orders.ts'

type Inspect = (kind: string, bytes: Buffer) => Inspection | Promise<Inspection>

/** Libraries are loaded with the first file that needs them. */
const inspectorOf = async (kind: string): Promise<Inspect> => {
  switch (kind) {
    case 'pdf': return (await import('./inspect/pdf.ts')).inspectPdf
    case 'png': case 'jpg': return (await import('./inspect/image.ts')).inspectImage
    case 'doc': case 'xls': return (await import('./inspect/ole.ts')).inspectOle
    default: return (await import('./inspect/office.ts')).inspectOffice
  }
}

/** Whatever a library throws over a file that no rule of ours foresaw means that the file is not whole. */
const inspectFile = async (kind: string, bytes: Buffer): Promise<AnswerLine> => {
  const inspect = await inspectorOf(kind)
  try {
    return { kind: 'inspected', inspection: await inspect(kind, bytes) }
  } catch (error) {
    return { kind: 'faulty', fault: error instanceof FaultyFile ? error.fault : 'damaged' }
  }
}

const stampFile = async ({ kind, stamp }: Extract<FileOrder, { work: 'stamp' }>, bytes: Buffer): Promise<AnswerLine> => {
  const { stampCopy } = await import('./inspect/stamp.ts')
  try {
    const file = Buffer.from(await stampCopy(kind, stamp, bytes))
    return { kind: 'stamped', bytes: file.length, file }
  } catch (error) {
    return { kind: 'faulty', fault: error instanceof FaultyFile ? error.fault : 'damaged' }
  }
}

const readSheets = async (kind: string, bytes: Buffer): Promise<AnswerLine> => {
  const { sheetsOf } = await import('./inspect/grid.ts')
  try {
    return { kind: 'sheets', sheets: await sheetsOf(kind, bytes) }
  } catch (error) {
    return { kind: 'faulty', fault: error instanceof FaultyFile ? error.fault : 'damaged' }
  }
}

const findMembers = async (bytes: Buffer): Promise<AnswerLine> => {
  const { membersOf } = await import('./inspect/zip.ts')
  try {
    return { kind: 'members', members: membersOf(bytes) }
  } catch (error) {
    return { kind: 'faulty', fault: error instanceof FaultyFile ? error.fault : 'damaged' }
  }
}

const carryOut = async (order: FileOrder, bytes: Buffer): Promise<AnswerLine> => {
  if (order.work === 'inspect') return inspectFile(order.kind, bytes)
  if (order.work === 'stamp') return stampFile(order, bytes)
  if (order.work === 'sheets') return readSheets(order.kind, bytes)
  if (order.work === 'members') return findMembers(bytes)
  const [before, after] = JSON.parse(bytes.toString('utf8')) as [string, string]
  return { kind: 'compared', comparison: (await import('./inspect/compare.ts')).compareTexts(before, after) }
}

type Told = OrderLine | KeepLine

/** Lines as they come in: each is read, then as many bytes as it says, into one piece of memory. */
async function* lines(input: AsyncIterable<Buffer>): AsyncGenerator<{ order: Told['order']; bytes: Buffer }> {
  let line = ''
  let wanted: { order: Told['order']; bytes: Buffer; at: number } | null = null
  for await (const piece of input) {
    let from = 0
    while (from < piece.length) {
      if (wanted === null) {
        const end = piece.indexOf(10, from)
        line += piece.toString('utf8', from, end < 0 ? piece.length : end)
        from = end < 0 ? piece.length : end + 1
        if (end < 0) break
        const told = JSON.parse(line) as Told
        line = ''
        wanted = { order: told.order, bytes: Buffer.allocUnsafeSlow(told.bytes), at: 0 }
      }
      const taken = piece.copy(wanted.bytes, wanted.at, from)
      wanted.at += taken
      from += taken
      if (wanted.at < wanted.bytes.length) break
      yield wanted
      wanted = null
    }
  }
}

/** Orders with their files, of which some came in piece by piece before. */
async function* orders(input: AsyncIterable<Buffer>): AsyncGenerator<{ order: FileOrder; bytes: Buffer }> {
  let kept: Buffer[] = []
  for await (const { order, bytes } of lines(input)) {
    if (order === 'keep') kept.push(bytes)
    else if (order === 'forget') kept = []
    else yield { order, bytes: kept.length === 0 ? bytes : Buffer.concat([...kept.splice(0), bytes]) }
  }
}

// Libraries that print would break the order of answers.
for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) console[name] = () => undefined
process.stdout.write(`${JSON.stringify({ kind: 'ready' } satisfies AnswerLine)}\n`)
for await (const { order, bytes } of orders(process.stdin)) {
  const answer = await carryOut(order, bytes).catch((error: unknown): AnswerLine => ({ kind: 'failed', name: (error as Error).name }))
  const file = answer.kind === 'stamped' ? answer.file : undefined
  process.stdout.write(`${JSON.stringify(file === undefined ? answer : { ...answer, file: undefined })}\n`)
  if (file !== undefined) process.stdout.write(file)
}
