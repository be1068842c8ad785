/** PDF of office files: made once by a real LibreOffice that sees nothing but the file, kept beside it, made again when it is gone, and plainly said where it cannot be made. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { makePdfs } from '../../server/jobs/make-pdfs.ts'
import { purgeObjects } from '../../server/jobs/objects/purge.ts'
import { OfficeConverter, officeProgram, type OfficePlan } from '../../server/files/office.ts'
import { renderXlsx } from '../../server/render/xlsx.ts'
import type { ObjectState } from '../../storage/objects/rows.ts'
import { discardObject } from '../../storage/objects/rows.ts'
import { askAs, bytesFor, type Clerk, newClerk, newDesk, type PublishedFile, publishFile } from '../support/document-service.ts'
import { docxOf, odtOf } from '../support/hostile.ts'
import { isProblem, withService } from '../support/live.ts'
import { need } from '../support/needs.ts'
import { hasTool, squeeze, textOf } from '../support/pdf.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(300_000)
if (!need(t, 'LibreOffice and poppler', hasTool(officeProgram) && hasTool('pdftotext'))) process.exit(process.exitCode ?? 0)
const live = await withService(t)
/** On a busy machine a conversion takes longer than a person waits for a page. */
const passing = mkdtempSync(join(tmpdir(), 'quytrinh-office-work-'))
const patient = { patienceMs: 120_000, folder: passing }
Object.assign(live.deps, { office: new OfficeConverter(patient) })
const desk = await newDesk(live)
const holder = await newClerk(live, ['specialist', 'D2'])
const outsider = await newClerk(live, ['accountant', 'D2'])
const folder = mkdtempSync(join(tmpdir(), 'quytrinh-office-test-'))
t.teardown(() => { for (const one of [folder, passing]) rmSync(one, { recursive: true, force: true }) })

const published = (bytes: Buffer): Promise<PublishedFile> => publishFile(live, desk, bytes, { holder })
const copyFor = async (who: Clerk, { id }: PublishedFile): Promise<string> => squeeze(textOf(await bytesFor(live, who, `/api/v1/documents/${id}/copy`)))
/** A service whose LibreOffice is another one, for as long as `work` takes. */
const withOffice = async (plan: Partial<OfficePlan>, work: () => Promise<void>): Promise<void> => {
  const real = live.deps.office
  Object.assign(live.deps, { office: new OfficeConverter({ ...patient, ...plan }) })
  await work().finally(() => Object.assign(live.deps, { office: real }))
}
const program = (script: string): string => {
  const path = join(folder, `office${script.length}.sh`)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}
interface Kept { readonly source: string; readonly sourceState: ObjectState; readonly pdf: string | null; readonly pdfState: ObjectState | null; readonly key: string | null; readonly version: string | null }
/** What is kept of the file of a document: itself, and every PDF that was ever made of it. */
const keptOf = async ({ id }: PublishedFile): Promise<Kept[]> => (await live.deps.pool.query<Kept>(`
  select s.id as source, s.state as "sourceState", p.id as pdf, p.state as "pdfState", p.object_key as key, p.version_id as version
    from document_revision r join stored_object s on s.id = r.object_id left join stored_object p on p.tenant_id = s.tenant_id and p.file_name = s.file_name || '.pdf'
   where r.document_id = $1 order by p.created_at`, [id])).rows
/** Turns one byte of an object over, as a disk does. */
const damage = (key: string): void => {
  const path = join(live.deps.objects.place, 'kept', key)
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 1
  chmodSync(path, 0o600)
  writeFileSync(path, bytes)
}
let files = 0
/** Files have names of their own, by which their PDF are told apart. */
const named = async (bytes: Buffer): Promise<PublishedFile> => {
  const one = await published(bytes)
  await live.deps.pool.query('alter table stored_object disable trigger stored_object_guard')
  await live.deps.pool.query('update stored_object set file_name = $2 where id = (select object_id from document_revision where document_id = $1)', [one.id, `tệp ${files += 1}`])
  await live.deps.pool.query('alter table stored_object enable trigger stored_object_guard')
  return one
}

t.test('a copy of a DOCX or XLSX is a stamped PDF with its text, made once for all who ask', async (t) => {
  const word = await named(docxOf('Kiểm soát thông tin dạng văn bản'))
  const copies = await Promise.all([copyFor(holder, word), copyFor(outsider, word), copyFor(outsider, word)])
  for (const text of copies) t.match(text, /TRANGKIỂMSOÁTTÀILIỆU.*Kiểmsoátthôngtindạngvănbản.*Trang1\/1/s)
  t.match(copies[0], /TÀILIỆUĐƯỢCKIỂMSOÁT/)
  t.match(copies[1], /BẢNSAOKHÔNGKIỂMSOÁT/)
  t.same((await keptOf(word)).map(({ pdfState }) => pdfState), ['kept'], 'one PDF')
  isProblem(t, await askAs(live, outsider, `/api/v1/documents/${word.id}/file`), 'original-for-drafters', 403, 'the original')
  const sheet = await named(Buffer.from(await renderXlsx([{ name: 'Danh mục', columns: [{ title: 'Biểu mẫu', kind: 'text', width: 30 }], rows: [['Phiếu bàn giao']] }])))
  t.equal(await makePdfs(live.deps), 1, 'the job makes it before somebody asks')
  t.equal(await makePdfs(live.deps), 0)
  t.match(await copyFor(holder, sheet), /Phiếubàngiao/)
})

t.test('a PDF whose bytes are damaged is made again for whoever asks, and a damaged original is told', async (t) => {
  const one = await named(docxOf('Bản kiểm tra tổng'))
  await copyFor(holder, one)
  const [{ key }] = await keptOf(one) as [Kept]
  damage(key ?? '')
  for (const text of await Promise.all([copyFor(holder, one), copyFor(outsider, one)])) t.match(text, /Bảnkiểmtratổng/)
  t.match(await copyFor(holder, one), /Bảnkiểmtratổng/, 'from then on the new one')
  t.same((await keptOf(one)).map(({ pdfState }) => pdfState), ['discarded', 'kept'])
  const other = await published(pdfOf('Bản gốc hỏng'))
  const { rows: [original] } = await live.deps.pool.query<{ key: string }>('select object_key as key from stored_object s join document_revision r on r.object_id = s.id where r.document_id = $1', [other.id])
  damage(original?.key ?? '')
  isProblem(t, await askAs(live, holder, `/api/v1/documents/${other.id}/copy`), 'object-damaged', 500, 'a copy of a damaged original')
})

t.test('a PDF whose bytes are gone is made again, and what is discarded by a decision goes with its PDF', async (t) => {
  const one = await named(docxOf('Còn bản gốc'))
  await copyFor(holder, one)
  const [{ source, key, version }] = await keptOf(one) as [Kept]
  await live.deps.objects.purge({ key: key ?? '', versionId: version })
  t.match(await copyFor(holder, one), /Cònbảngốc/)
  t.same((await keptOf(one)).map(({ pdfState }) => pdfState), ['discarded', 'kept'])
  await discardObject(live.deps.pool, live.home.tenantId, source, { accountId: desk.secretary.accountId, ground: 'QĐ 5', nowMs: live.deps.clock.nowMs() })
  await purgeObjects(live.deps)
  t.same((await keptOf(one)).map(({ sourceState, pdfState }) => [sourceState, pdfState]), [['purged', 'purged'], ['purged', 'purged']])
  isProblem(t, await askAs(live, holder, `/api/v1/documents/${one.id}/copy`), 'object-purged', 410, 'a copy')
})

t.test('files as an office program wrote them are known by their content and found by their words: of the old formats by those of the PDF', async (t) => {
  for (const [name, phrase] of [['quy-trinh.doc', 'phường Hoà Bình'], ['danh-sach.xls', 'Chủ tịch Ủy ban'], ['quy-trinh.odt', 'phường Hoà Bình'], ['danh-sach.ods', 'Chủ tịch Ủy ban']] as const) {
    const one = await published(readFileSync(new URL(`../golden/office/${name}`, import.meta.url)))
    t.match((await askAs(live, desk.drafter, `/api/v1/documents/${one.id}`)).json, { revisions: [{ file: { name: new RegExp(`${name.slice(-4)}$`) } }] }, name)
    if (/doc|xls/.test(name)) t.match(await copyFor(holder, one), phrase.normalize('NFC').replaceAll(' ', ''), `${name} as a PDF`)
    const found = await askAs(live, holder, `/api/v1/document-texts?q=${encodeURIComponent(phrase)}`)
    t.match(found.text, one.id, `${name} by its words`)
  }
})

t.test('a file sees no network, no file of the machine and no folder of the service', async (t) => {
  const asked: string[] = []
  const server = createServer((request, reply) => { asked.push(request.url ?? ''); reply.end('bí mật từ mạng') }).listen(0, '127.0.0.1')
  await new Promise((done) => { server.once('listening', done) })
  t.teardown(() => server.close())
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port ?? 0 : 0}`
  writeFileSync(join(folder, 'secret.txt'), 'bí mật trên đĩa')
  const section = (name: string, href: string): string => `<text:section text:name="${name}" text:protected="true"><text:section-source xlink:href="${href}" xlink:type="simple" xlink:show="embed"/><text:p>chờ</text:p></text:section>`
  const body = `${section('a', `file://${folder}/secret.txt`)}${section('b', `${base}/section.txt`)}<text:p>cuối</text:p>`
  const content = `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>${body}</office:text></office:body></office:document-content>`
  const picture = `<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:99pt;height:99pt"><v:imagedata xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="p1"/></v:shape></w:pict></w:r></w:p>`
  const word = docxOf('x', {
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${picture}<w:p><w:r><w:t>cuối</w:t></w:r></w:p></w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${base}/picture.png" TargetMode="External"/></Relationships>`,
  })
  const office = new OfficeConverter({ ...patient, hidden: [folder] })
  for (const [kind, bytes] of [['odt', odtOf('', { 'content.xml': Buffer.from(content) })], ['docx', word]] as const) {
    const text = textOf(await office.convert(kind, { sizeBytes: bytes.length, open: async () => Readable.from([bytes]) }))
    t.match(text, /cuối/, kind)
    t.notMatch(text, /bí mật/, kind)
  }
  t.same(asked, [], 'nobody was asked for anything')
})

t.test('what LibreOffice cannot convert, or does not end, is told, and the original is what there is', async (t) => {
  const one = await published(docxOf('Không ra PDF'))
  await withOffice({ program: program('sleep 600'), wallMs: 400 }, async () => {
    isProblem(t, await askAs(live, outsider, `/api/v1/documents/${one.id}/copy`), 'no-copy', 409, 'a program that does not end')
  })
  isProblem(t, await askAs(live, outsider, `/api/v1/documents/${one.id}/copy`), 'no-copy', 409, 'and is not tried again the same day')
  t.equal((await askAs(live, outsider, `/api/v1/documents/${one.id}/file`)).status, 200)
  t.match((await askAs(live, outsider, `/documents/${one.id}`)).text, /Không chuyển được tệp này sang PDF/)
  await withOffice({ program: join(folder, 'none') }, async () => {
    const other = await published(docxOf('Chưa cài'))
    isProblem(t, await askAs(live, outsider, `/api/v1/documents/${other.id}/copy`), 'no-copy', 409, 'without LibreOffice')
    t.equal((await askAs(live, outsider, `/api/v1/documents/${other.id}/file`)).status, 200, 'then it is read as it is')
    t.match((await askAs(live, outsider, `/documents/${other.id}`)).text, /chưa cài LibreOffice/)
    t.match((await live.ask('/readyz')).text, /"officePdf":"notInstalled"/)
  })
  t.match((await live.ask('/readyz')).text, /"officePdf":"made"/)
})

t.test('a page says that the PDF is being made, and opens it by itself', async (t) => {
  const one = await published(docxOf('Đang tạo'))
  await withOffice({ program: program(`while [ ! -e "${folder}/go" ]; do sleep 0.1; done; exec ${officeProgram} "$@"`), patienceMs: 50 }, async () => {
    const waiting = await askAs(live, holder, `/documents/${one.id}/copy`)
    t.equal(waiting.status, 202)
    t.equal(waiting.headers.get('refresh'), '4')
    t.match(waiting.text, /Đang tạo bản PDF/)
    isProblem(t, await askAs(live, holder, `/api/v1/documents/${one.id}/copy`), 'copy-in-work', 503, 'over the interface')
    writeFileSync(join(folder, 'go'), '')
    while ((await askAs(live, holder, `/documents/${one.id}/copy`)).status === 202) await new Promise((done) => { setTimeout(done, 100) })
    t.match(await copyFor(holder, one), /Đangtạo/)
  })
})

t.test('nothing is left in the folder of passing files', (t) => {
  t.same(readdirSync(passing), [])
  t.end()
})
