/** Files of documents: kinds by content, large ones, slow ones, and uploads that are refused while they still come in. */
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import Fastify from 'fastify'
import fc from '../support/property.ts'
import t from 'tap'
import { FileLook, fileNameFor } from '../../server/files/kinds.ts'
import { FileWorkshop, type WorkshopFile } from '../../server/files/workshop.ts'
import { registerPatience } from '../../server/plugins/patience.ts'
import { askAs, expecting, newDesk, newDraft, upload } from '../support/document-service.ts'
import { at, isProblem, withService } from '../support/live.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(240_000)
const live = await withService(t)
const desk = await newDesk(live)

/** An archive of empty members with these names, as every office program writes them. */
const archive = (names: readonly string[], first: Buffer = Buffer.alloc(0)): Buffer => {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [index, name] of names.entries()) {
    const content = index === 0 ? first : Buffer.alloc(0)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt32LE(content.length, 18)
    local.writeUInt32LE(content.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    const whole = Buffer.concat([local, Buffer.from(name), content])
    locals.push(whole)
    directory.push(Buffer.concat([entry, Buffer.from(name)]))
    offset += whole.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, listed, end])
}

const kindOf = (bytes: Buffer, piece = 64 * 1024): string | null => {
  const look = new FileLook()
  for (let from = 0; from < bytes.length; from += piece) if (!look.add(bytes.subarray(from, from + piece))) return null
  return look.end()?.extension ?? null
}
const ole = (stream: string): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000), Buffer.from(stream, 'utf16le'), Buffer.alloc(500)])
const inner = archive(['[Content_Types].xml', 'xl/workbook.xml'])
const samples: readonly (readonly [string, Buffer, string | null])[] = [
  ['a PDF', pdfOf('x'), 'pdf'], ['a Word document', archive(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']), 'docx'],
  ['a workbook', inner, 'xlsx'], ['slides', archive(['ppt/presentation.xml']), 'pptx'],
  ['a Word document that holds a workbook', archive(['word/embeddings/sheet.xlsx', 'word/document.xml'], inner), 'docx'],
  ['an OpenDocument text', archive(['mimetype', 'content.xml'], Buffer.from('application/vnd.oasis.opendocument.text')), 'odt'],
  ['an OpenDocument sheet', archive(['mimetype', 'content.xml'], Buffer.from('application/vnd.oasis.opendocument.spreadsheet')), 'ods'],
  ['an old Word document', ole('WordDocument'), 'doc'], ['an old workbook', ole('Workbook'), 'xls'],
  ['a PNG', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(50)]), 'png'], ['a JPEG', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(50)]), 'jpg'],
  ['an archive of anything', archive(['a.txt']), null], ['an archive of two kinds', archive(['word/document.xml', 'xl/workbook.xml']), null], ['a compound file of anything', ole('Something'), null],
  ['text', Buffer.from('Kính gửi'), null], ['a page', Buffer.from('<!doctype html><script>'), null], ['an archive without its end', archive(['word/document.xml']).subarray(0, 60), null], ['one byte', Buffer.from('%'), null],
]

t.test('a file is what lies in it, however it comes in', async (t) => {
  for (const [what, bytes, kind] of samples) {
    t.equal(kindOf(bytes), kind, what)
    fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), (piece) => kindOf(bytes, piece) === kind), { numRuns: 20 })
  }
  const long = Buffer.concat([archive(['word/document.xml'], Buffer.alloc(3 * 1024 * 1024))])
  t.equal(kindOf(long), 'docx', 'of a long one only the last megabyte is kept')
})

t.test('names are one line without a path, and end as the file is', async (t) => {
  const kind = { extension: 'pdf', mediaType: 'application/pdf' }
  t.equal(fileNameFor('../../etc/passwd', kind), 'passwd.pdf')
  t.equal(fileNameFor('C:\\x\\Quy trình 01.docx', kind), 'Quy trình 01.pdf')
  t.equal(fileNameFor('\u202egpj.exe', kind), 'gpj.pdf')
  t.equal(fileNameFor('', kind), 'tai-lieu.pdf')
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
    const made = fileNameFor(name, kind)
    return made.length <= 200 && made.endsWith('.pdf') && !/[\p{Cc}\p{Cf}/\\\u2028\u2029]/u.test(made)
  }), { numRuns: 500 })
})

t.test('a child that takes a file in while it comes looks into that file and no other, and whoever has work for it goes first', async (t) => {
  const files = new FileWorkshop({ children: 1 })
  const [one, other] = [pdfOf('tep thu nhat'), pdfOf('tep thu hai')]
  const lying = (bytes: Buffer): WorkshopFile => ({ sizeBytes: bytes.length, open: async () => Readable.from([Buffer.from(bytes)]) })
  const unread: WorkshopFile = { sizeBytes: 0, open: () => Promise.reject(new Error('read once more')) }
  const halves = [Buffer.from(one.subarray(0, 300)), Buffer.from(one.subarray(300))] as const
  const early = files.coming()
  await early.add(halves[0])
  early.whole('pdf')
  t.match((await early.inspected('pdf', lying(one))).text, /tep thu nhat/, 'no child was there yet: it is read in the store')
  const taken = files.coming()
  for (const half of halves) await taken.add(half)
  taken.whole('pdf')
  taken.drop()
  t.match((await taken.inspected('pdf', unread)).text, /tep thu nhat/, 'nothing is read once more')
  const recalled = files.coming()
  await recalled.add(halves[0])
  t.match((await files.inspect('pdf', lying(other))).text, /tep thu hai/, 'somebody else comes first, and sees nothing of it')
  await recalled.add(halves[1])
  recalled.whole('pdf')
  t.match((await recalled.inspected('pdf', lying(one))).text, /tep thu nhat/)
  const given = files.coming()
  await given.add(halves[0])
  given.drop()
  t.match((await files.inspect('pdf', lying(other))).text, /tep thu hai/, 'nor of one that was given up')
})

t.test('a large file goes in and comes out as it was; one of the wrong kind is refused at once', async (t) => {
  const { id, version } = await newDraft(live, desk)
  const large = pdfOf('lớn', { padding: Buffer.alloc(24 * 1024 * 1024, 7) })
  const kept = expecting(200, await upload(live, desk.drafter, id, version, large))
  const revisionId = String(at(kept, 'revisions.0.id'))
  t.equal(at(kept, 'revisions.0.file.size'), large.length)
  const back = await fetch(`http://127.0.0.1:${live.port}/api/v1/documents/${id}/revisions/${revisionId}/file`, { headers: { authorization: `Bearer ${desk.drafter.token}` } })
  t.ok(Buffer.from(await back.arrayBuffer()).equals(large), 'byte by byte')
  const refused = await upload(live, desk.drafter, id, Number(at(kept, 'version')), Buffer.alloc(32 * 1024 * 1024, 65))
  isProblem(t, refused, 'file-type-refused', 415, 'long before its end')
  const tooLarge = await upload(live, desk.drafter, id, Number(at(kept, 'version')), Buffer.concat([pdfOf('quá lớn'), Buffer.alloc(101 * 1024 * 1024)]))
  isProblem(t, tooLarge, 'file-too-large', 413, 'over the limit')
  t.equal((await askAs(live, desk.drafter, `/api/v1/documents/${id}`)).status, 200, 'and the service goes on')
})

t.test('a body that comes too slowly is refused, but a file may take its time', async (t) => {
  const app = Fastify()
  registerPatience(app, 150)
  app.post('/quick', async () => 'ok')
  app.post('/file', { config: { slowBody: true } }, async () => 'ok')
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port ?? 0 : 0
  const slowly = (path: string, sendsAll: boolean): Promise<string> => new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnu`))
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => { answer += text }).on('close', () => done(answer)).on('error', () => undefined)
    if (sendsAll) setTimeout(() => { socket.write('ll') }, 500)
  })
  t.match(await slowly('/quick', false), /^HTTP\/1.1 408[^]*request-timeout/)
  t.match(await slowly('/file', true), /^HTTP\/1.1 200/)
})
