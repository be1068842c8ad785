/** What stands in documents: found with and without marks, compared word by word, and gone with its file. */
import t from 'tap'
import { inspectFiles } from '../../server/jobs/inspect-files.ts'
import { discardObject, markPurged } from '../../storage/objects/rows.ts'
import { askAs, cause, type Clerk, expecting, newClerk, newDesk, newDraft, publishDraft, upload } from '../support/document-service.ts'
import { docxOf, odtOf, xlsxOf } from '../support/hostile.ts'
import { at, type Json, withService } from '../support/live.ts'
import { pngOf } from '../support/pixels.ts'

t.setTimeout(240_000)
const live = await withService(t)
const desk = await newDesk(live)

/** A draft with this file; answers the document and its draft. */
const draftWith = async (bytes: Buffer): Promise<{ id: string; revisionId: string }> => {
  const { id, version } = await newDraft(live, desk)
  const kept = expecting(200, await upload(live, desk.drafter, id, version, bytes))
  return { id, revisionId: String(at(kept, 'revisions.0.id')) }
}
const found = async (who: Clerk, words: string): Promise<string[]> => {
  const told = expecting(200, await askAs(live, who, `/api/v1/document-texts?q=${encodeURIComponent(words)}`))
  return (at(told, 'items') as Json[]).map((one) => String(at(one, 'documentId')))
}

t.test('words are found in DOCX, ODT and XLSX; marks that are typed must be there, those that are not may', async (t) => {
  const word = await draftWith(docxOf('Cán bộ bán hàng rong phải đăng ký với Bộ phận Một cửa'))
  // Marks apart from their letters, as some programs write them.
  const open = await draftWith(odtOf('Lưu trữ hồ sơ mười năm'.normalize('NFD')))
  const sheet = await draftWith(xlsxOf([['Mã', 'Tên biểu mẫu'], ['BM-77', 'Phiếu bàn giao tài sản']]))
  t.same(await found(desk.drafter, 'bán hàng rong'), [word.id])
  t.same(await found(desk.drafter, 'ban hang rong'), [word.id])
  t.same(await found(desk.drafter, 'BÁN'), [word.id], 'case does not matter')
  t.same((await found(desk.drafter, 'ban')).sort(), [word.id, sheet.id].sort())
  t.same(await found(desk.drafter, 'bàn giao'), [sheet.id])
  t.same(await found(desk.drafter, 'lưu trữ mười'), [open.id], 'however the file writes its marks')
  t.same(await found(desk.drafter, 'BM-77'), [sheet.id])
  t.same(await found(desk.drafter, 'bán tài sản'), [], 'all words, in one text')
  t.same(await found(desk.drafter, '!!! & | :*'), [], 'signs of a query language are none')
  const told = expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${word.id}/revisions/${word.revisionId}/text`))
  t.equal(at(told, 'text'), 'Cán bộ bán hàng rong phải đăng ký với Bộ phận Một cửa')
})

t.test('a scan has no text, and says so', async (t) => {
  const { id, revisionId } = await draftWith(pngOf({ width: 9, height: 9, grey: new Uint8Array(81) }))
  const told = expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${id}/revisions/${revisionId}/text`))
  t.match(told, { state: 'none', text: null })
})

t.test('two revisions are compared word by word, for those who may open both', async (t) => {
  const { id } = await newDraft(live, desk)
  const put = async (text: readonly string[]): Promise<void> => {
    const read = await askAs(live, desk.drafter, `/api/v1/documents/${id}`)
    const body = text.map((one) => `<w:p><w:r><w:t>${one}</w:t></w:r></w:p>`).join('')
    expecting(200, await upload(live, desk.drafter, id, Number(at(read.json, 'version')), docxOf('', { 'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>` })))
  }
  const many = Array.from({ length: 30 }, (_, at) => `Điều ${at + 1} giữ nguyên`)
  await put([...many, 'Thời hạn giải quyết là 10 ngày làm việc', 'Hết'])
  expecting(200, await publishDraft(live, desk, id))
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Rút ngắn' }))
  await put([...many, 'Thời hạn giải quyết là 08 ngày làm việc', 'Hết', 'Điều khoản thi hành'])
  const revisions = (at(expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${id}`)), 'revisions') as Json[]).map((one) => String(at(one, 'id')))
  const path = `/api/v1/documents/${id}/comparison?from=${revisions[0]}&to=${revisions[1]}`
  const told = expecting(200, await askAs(live, desk.drafter, path))
  t.match(at(told, 'comparison'), { tooDifferent: false, changed: 2 })
  const blocks = at(told, 'comparison.blocks') as { kind: string; count?: number; parts?: { is: string; text: string }[] }[]
  t.same(blocks[0], { kind: 'skip', count: 28 }, 'what is the same far from a change is left out')
  t.same(blocks[3]?.parts, [{ is: 'same', text: 'Thời hạn giải quyết là ' }, { is: 'del', text: '10' }, { is: 'ins', text: '08' }, { is: 'same', text: ' ngày làm việc' }])
  t.same(blocks.at(-1)?.parts, [{ is: 'ins', text: 'Điều khoản thi hành' }])
  const reader = await newDesk(live)
  t.equal((await askAs(live, reader.drafter, path)).status, 200, 'somebody of the owner unit')
  t.equal((await askAs(live, await newClerk(live, ['accountant', 'D2']), path)).status, 404, 'not for those who may not see the draft')
})

t.test('a text goes with its file, and files of before are looked into by a job', async (t) => {
  const { id, revisionId } = await draftWith(docxOf('Nội dung phải tiêu hủy'))
  const { pool } = live.deps
  const { rows: [row] } = await pool.query<{ object_id: string }>('select object_id from document_revision where id = $1', [revisionId])
  await pool.query('delete from document_text where object_id = $1', [row!.object_id])
  t.same(await found(desk.drafter, 'tiêu hủy'), [])
  t.ok(await inspectFiles(live.deps) >= 1)
  t.same(await found(desk.drafter, 'tiêu hủy'), [id])
  t.equal(await inspectFiles(live.deps), 0, 'once')
  await discardObject(pool, live.home.tenantId, row!.object_id, { accountId: desk.secretary.accountId, ground: 'QĐ 5', nowMs: live.deps.clock.nowMs() })
  await markPurged(pool, { tenantId: live.home.tenantId, id: row!.object_id }, live.deps.clock.nowMs())
  t.same(await found(desk.drafter, 'tiêu hủy'), [])
})
