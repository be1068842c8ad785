/** Papers over HTTP: for whoever may read the dossier, of what was issued, by a name that says what it is. */
import t from 'tap'
import { need } from '../support/needs.ts'
import { at, isProblem, withService, type Reply } from '../support/live.ts'
import { hasTool, squeeze, textOf } from '../support/pdf.ts'

const live = await withService(t)
const papers = [{ code: 'TB-KM', originals: 1, copies: 0 }, { code: 'THE-LE', originals: 1, copies: 0 }]
let keys = 0
const key = (): Record<string, string> => ({ 'idempotency-key': `paper-${keys += 1}` })
const receive = async (who = 'lan', more: Record<string, unknown> = {}): Promise<{ id: string; code: string }> => {
  const home = who.startsWith('x') ? live.other : live.home
  const body = {
    procedureCode: 'P1', channel: 'direct', accept: true, papers, receivingUnitId: home.units.DESK, responsibleUnitId: home.units.D1,
    applicant: { kind: 'citizen', name: 'Nguyễn Thị Phượng Quỳnh', phone: '0900 000 001' }, ...more,
  }
  const { json, text, status } = await live.ask('/api/v1/dossiers', { as: who, body, headers: key() })
  if (status !== 201) throw new Error(text)
  return { id: String(at(json, 'id')), code: String(at(json, 'code')) }
}
const advance = async (id: string, version: number, type: string, who: string, more: Record<string, unknown> = {}): Promise<void> => {
  const { status, text } = await live.ask(`/api/v1/dossiers/${id}/events`, { as: who, body: { type, ...more }, headers: { ...key(), 'if-match': `"${version}"` } })
  if (status !== 200) throw new Error(text)
}
/** A file as it was sent. */
const fetchPdf = async (path: string, who: string): Promise<{ readonly reply: Response; readonly bytes: Uint8Array }> => {
  const token = [...live.home.people.values(), ...live.other.people.values()].find(({ userName }) => userName === who)?.token ?? ''
  const reply = await fetch(`http://127.0.0.1:${live.port}${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { reply, bytes: new Uint8Array(await reply.arrayBuffer()) }
}
const paper = (id: string, form: string, as: string): Promise<Reply> => live.ask(`/api/v1/dossiers/${id}/papers/${form}.pdf`, { as })

t.test('a receipt is a PDF under a Vietnamese name, with an ETag of its content', async (t) => {
  const { id, code } = await receive()
  const { reply, bytes } = await fetchPdf(`/api/v1/dossiers/${id}/papers/receipt.pdf`, 'nam')
  t.equal(reply.status, 200)
  t.equal(reply.headers.get('content-type'), 'application/pdf')
  t.equal(reply.headers.get('content-disposition'),
    `inline; filename="Giay tiep nhan ho so va hen tra ket qua ${code}.pdf"; filename*=UTF-8''${encodeURIComponent(`Giấy tiếp nhận hồ sơ và hẹn trả kết quả ${code}.pdf`)}`)
  t.equal(Buffer.from(bytes).subarray(0, 8).toString(), '%PDF-1.7')
  const etag = reply.headers.get('etag') ?? ''
  const again = await live.ask(`/api/v1/dossiers/${id}/papers/receipt.pdf`, { as: 'lan', headers: { 'if-none-match': etag } })
  t.equal(again.status, 304, 'the same bytes for another reader')
  if (!need(t, 'pdftotext', hasTool('pdftotext'))) return
  t.match(squeeze(textOf(bytes)), squeeze(`Mã hồ sơ: ${code}`))
  t.match(squeeze(textOf(bytes)), squeeze('Tiếp nhận hồ sơ của: Nguyễn Thị Phượng Quỳnh'))
})

t.test('a paper that was never issued is refused, and the list says which were', async (t) => {
  const { id } = await receive()
  const refused = await paper(id, 'apology', 'lan')
  isProblem(t, refused, 'paper-not-issued', 404, 'no apology yet')
  t.same(at(refused.json, 'issued'), ['receipt', 'control-slip'])
  isProblem(t, await paper(id, 'anything', 'lan'), 'not-found', 404, 'no such form')
  const list = await live.ask(`/api/v1/dossiers/${id}/papers`, { as: 'lan' })
  t.same((at(list.json, 'items') as { form: string; number: string }[]).map(({ form, number }) => [form, number]), [['receipt', '01'], ['control-slip', '06']])
  for (const { href } of at(list.json, 'items') as { href: string }[]) t.equal((await live.ask(href, { as: 'lan' })).status, 200, href)
})

t.test('papers and the list are for those who may read the dossier, and for nobody else', async (t) => {
  const { id } = await receive()
  for (const as of ['far', 'tech', 'xdung', 'xlan']) {
    isProblem(t, await paper(id, 'receipt', as), 'not-found', 404, `${as} printing`)
    isProblem(t, await live.ask(`/api/v1/dossiers/${id}/papers`, { as }), 'not-found', 404, `${as} listing`)
  }
  isProblem(t, await live.ask(`/api/v1/dossiers/${id}/papers/receipt.pdf`), 'not-signed-in', 401, 'nobody')
})

t.test('a supplement request and the control slip follow from what happened', async (t) => {
  if (!need(t, 'pdftotext', hasTool('pdftotext'))) return
  const { id } = await receive()
  await advance(id, 1, 'HAND_OVER', 'lan')
  await advance(id, 2, 'ASSIGN', 'hung', { assigneeId: live.home.people.get('nam')?.accountId })
  await advance(id, 3, 'REQUEST_SUPPLEMENT', 'nam', { reason: 'Thể lệ chưa có dấu giáp lai', paper: { number: '12/YCBS', on: '2026-05-06' } })
  const asked = squeeze(textOf((await fetchPdf(`/api/v1/dossiers/${id}/papers/supplement-request.pdf`, 'nam')).bytes))
  for (const words of ['Thể lệ chưa có dấu giáp lai', 'Số: 12/YCBS', 'ngày 06 tháng 5 năm 2026']) t.match(asked, squeeze(words))
  const slip = squeeze(textOf((await fetchPdf(`/api/v1/dossiers/${id}/papers/control-slip.pdf`, 'nam')).bytes))
  for (const words of ['Giao: DESK (lan)', 'Nhận: D1 (nam)', 'Yêu cầu bổ sung số 12/YCBS']) t.match(slip, squeeze(words))
})

t.test('the tracking book holds what a person may see, numbered through the year by all that was received', async (t) => {
  if (!need(t, 'pdftotext', hasTool('pdftotext'))) return
  const { json } = await live.ask('/api/v1/me', { as: 'lan' })
  const today = String(at(json, 'today'))
  const foreign = await receive('xlan')
  const { code } = await receive()
  const book = async (as: string): Promise<string> => squeeze(textOf((await fetchPdf(`/api/v1/tracking-book.pdf?from=${today}&to=${today}`, as)).bytes))
  const seen = await book('lan')
  t.match(seen, squeeze(code))
  const count = Number(code.slice(-4))
  t.match(seen, new RegExp(`${String(count).padStart(2, '0')}${squeeze(code)}`), 'its number in the year')
  t.match(await book('xlan'), squeeze(foreign.code))
  t.notMatch((await book('far')), squeeze(code), 'of another department')
  isProblem(t, await live.ask('/api/v1/tracking-book.pdf?from=2026-05-02&to=2026-05-01', { as: 'lan' }), 'dates-reversed', 422, 'reversed')
  isProblem(t, await live.ask('/api/v1/tracking-book.pdf?from=2026-02-30&to=2026-05-01', { as: 'lan' }), 'invalid-request', 400, 'no such day')
})

t.test('the link on the receipt opens its dossier without a name in it, and no other link does', async (t) => {
  const [one, two] = [await receive(), await receive()]
  const tenantId = live.home.tenantId
  const link = (of: { id: string; code: string }): string => live.deps.links.linkOf({ ...of, tenantId }, 'https://ho-so.example') ?? ''
  t.match(link(one), new RegExp(`^https://ho-so\\.example/public/${one.code}/[A-Za-z0-9_-]{22}$`))
  const path = (of: { id: string; code: string }): string => link(of).replace('https://ho-so.example', '')
  const opened = await live.ask(path(one))
  t.equal(opened.status, 200)
  t.match(opened.text, one.code)
  t.notMatch(opened.text, /Phượng Quỳnh/)
  t.equal(opened.headers.get('x-robots-tag'), 'noindex')
  t.match(opened.headers.get('cache-control'), /no-store/)
  const secret = (of: { id: string; code: string }): string => path(of).split('/').at(-1) ?? ''
  for (const wrong of [`/public/${one.code}/${secret(two)}`, `/public/${one.code}/${secret(one).slice(0, -2)}`, `/public/${one.code}/`, `/public/H19-000000-0000/${secret(one)}`]) {
    const refused = await live.ask(wrong)
    t.equal(refused.status, 404, wrong)
    t.notMatch(refused.text, /class="state/, 'nothing is told')
  }
  const { rows } = await live.deps.pool.query<{ text: string }>('select d.body::text || coalesce((select string_agg(i.response::text, \'\') from idempotency i), \'\') as text from dossier d')
  t.same(rows.filter(({ text }) => text.includes(secret(one))), [], 'the database does not hold it')
  const without = await fetchPdf(`/api/v1/dossiers/${one.id}/papers/receipt.pdf`, 'lan')
  const again = await fetchPdf(`/api/v1/dossiers/${one.id}/papers/receipt.pdf`, 'nam')
  t.same(without.bytes, again.bytes, 'printed again, it bears the same code')
})
