/** An agency with more people and units than anybody looks through in a list: pages stay the size of a page, and forms take a user name or a code. */
import t from 'tap'
import { newId } from '../../storage/ids.ts'
import { type Reply, withService } from '../support/live.ts'
import { personNamed } from '../support/agency.ts'

t.setTimeout(240_000)
const live = await withService(t)
const { tenantId, units } = live.home
const { pool } = live.deps
const ids = (count: number): string[] => Array.from({ length: count }, newId)
await pool.query(`insert into unit (tenant_id, id, code, name_vi, name_en, kind, parent_id, valid_from)
  select $1, i.id, 'T'||to_char(g, 'FM000'), 'Tổ '||g, 'Team '||g, 'department', $2, '2020-01-01' from unnest($3::uuid[]) with ordinality i (id, g)`, [tenantId, units.D1, ids(450)])
await pool.query(`insert into account (tenant_id, id, user_name, full_name, active, password_hash, failed_attempts, created_at)
  select $1, i.id, 'nguoi'||g, 'Nguyễn Văn '||g, true, 'x', 0, now() from unnest($2::uuid[]) with ordinality i (id, g)`, [tenantId, ids(400)])
const idOfUser = async (userName: string): Promise<string> => (await pool.query<{ id: string }>('select id from account where user_name = $1', [userName])).rows[0]?.id ?? ''
const idOfUnit = async (code: string): Promise<string> => (await pool.query<{ id: string }>('select id from unit where tenant_id = $1 and code = $2', [tenantId, code])).rows[0]?.id ?? ''
const cookie = { cookie: `quytrinh_session=${personNamed(live.home, 'boss').token}` }
const page = async (path: string): Promise<string> => {
  const { status, text } = await live.ask(path, { headers: cookie })
  t.equal(status, 200, path)
  return text
}
let keys = 0
const post = (path: string, fields: Readonly<Record<string, string>>): Promise<Reply> => live.ask(path, {
  method: 'POST', raw: new URLSearchParams({ key: `large-${keys += 1}-key`, ...fields }).toString(),
  headers: { ...cookie, 'content-type': 'application/x-www-form-urlencoded', origin: `http://127.0.0.1:${live.port}` },
})
const days = { validFrom: '01/01/2026', validTo: '31/12/2099', decision: 'QĐ 12/UBND' }

t.test('no page offers more than can be looked through, nor is larger than a page', async (t) => {
  for (const path of ['/account', '/admin/people', `/admin/people/${await idOfUser('nguoi7')}`, '/admin/units', `/admin/units/${await idOfUnit('T007')}`, '/admin/substitutions', '/admin/routes']) {
    const text = await page(path)
    t.ok([...text.matchAll(/<option|type="checkbox"/g)].length <= 100, `${path}: ${[...text.matchAll(/<option|type="checkbox"/g)].length} choices`)
    t.ok(text.length < 160_000, `${path}: ${text.length} characters`)
  }
})

t.test('the pages of the tree hold each unit once, and lead from one to the next', async (t) => {
  const seen: string[] = []
  for (let path: string | undefined = '/admin/units'; path !== undefined;) {
    const text: string = await page(path)
    const found = [...text.matchAll(/<a href="\/admin\/units\/([0-9a-f-]{36})">/g)].map(([, id]) => id ?? '')
    t.ok(found.length > 0 && found.length <= 200, `${path}: ${found.length}`)
    seen.push(...found)
    path = /href="(\/admin\/units\?[^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  t.equal(seen.length, 454)
  t.equal(new Set(seen).size, 454)
})

t.test('a substitute is appointed by user name; one whom the agency does not have is refused, what was typed stays', async (t) => {
  const absent = await idOfUser('nguoi1')
  for (const nobody of ['khong-co', 'xlan', 'Nguyễn Văn 2']) {
    const refused = await post(`/admin/people/${absent}`, { form: 'standIn', substituteAccountId: nobody, role: '', ...days })
    t.equal(refused.status, 422, nobody)
    t.match(refused.text, `value="${nobody}"`)
  }
  t.equal((await post(`/admin/people/${absent}`, { form: 'standIn', substituteAccountId: 'Nguoi2', role: '', ...days })).status, 303)
  t.match(await page(`/admin/people/${absent}`), /Nguyễn Văn 2/)
  t.equal((await post('/admin/substitutions', { form: 'standIn', absentAccountId: 'nguoi3', substituteAccountId: 'nguoi4', role: '', ...days })).status, 303)
  t.match(await page('/admin/substitutions'), /Nguyễn Văn 3[^]*Nguyễn Văn 4/)
})

t.test('a role is granted in a unit by its code, and units are merged by theirs', async (t) => {
  const id = await idOfUser('nguoi9')
  t.equal((await post(`/admin/people/${id}`, { form: 'grant', role: 'specialist', unitId: 'T999', validFrom: days.validFrom, validTo: '', decision: days.decision })).status, 422)
  t.equal((await post(`/admin/people/${id}`, { form: 'grant', role: 'specialist', unitId: 't009', validFrom: days.validFrom, validTo: '', decision: days.decision })).status, 303)
  t.match(await page(`/admin/people/${id}`), /Tổ 9\b/)
  const merged = await post('/admin/units', { form: 'merge', unit: 'T011\r\nT012', code: 'TM', nameVi: 'Tổ gộp', nameEn: '', kind: 'department', parentId: 'D1', from: '01/01/2099', decision: days.decision })
  t.equal(merged.status, 303)
  t.match(await page(merged.headers.get('location') ?? ''), /Tổ 11[^]*Tổ 12/)
})
