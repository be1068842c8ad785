/** Small things that people meet every day, in a real browser: the policy on the wall, the tracking book, evidence of what is late. */
import t from 'tap'
import { runTasks } from '../../server/commands/run-task.ts'
import { readContainer, verifyPack } from '../../server/evidence/verify.mjs'
import { axeFindings, officeInBrowser, picture, takeSeat } from '../support/office.ts'

t.setTimeout(300_000)
const { office, browser, sit } = await officeInBrowser(t)

t.test('a visitor reads the quality policy beside the procedures, without an account', async (t) => {
  const seat = await takeSeat(t, browser, office, { script: false })
  await seat.page.goto('/public')
  t.match(await seat.page.textContent('section[aria-labelledby="policy"]'), /CSCL[^]*Chính sách chất lượng/)
  await picture(seat, 'public-policy')
  const href = await seat.page.getAttribute('section[aria-labelledby="policy"] th a', 'href')
  const file = await seat.page.request.get(href ?? '')
  t.equal(file.status(), 200)
  t.match((await file.body()).subarray(0, 5).toString(), '%PDF-')
  t.equal(await seat.page.locator('a[href^="/documents"]').count(), 0, 'no way to the other documents')
  const looks = await takeSeat(t, browser, office, { language: 'en', dark: true, width: 390, height: 844 })
  await looks.page.goto('/public')
  t.same(await axeFindings(looks), [])
  await looks.page.locator('#policy').scrollIntoViewIfNeeded()
  await picture(looks, 'public-policy-phone')
  t.same([...seat.complaints, ...looks.complaints], [])
})

t.test('the desk prints the tracking book of its days; dates that make no sense are told beside what was typed', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const { page } = seat
  await page.goto('/search')
  await page.click('a[href="/tracking-book"]')
  t.same(await axeFindings(seat), [])
  const [from, to] = [await page.inputValue('#from'), await page.inputValue('#to')]
  await page.fill('#from', '31/2/2026')
  await page.press('#from', 'Enter')
  t.match(await page.textContent('#fault'), /dd\/mm\/yyyy/)
  t.equal(await page.inputValue('#from'), '31/2/2026', 'what was typed is kept')
  await picture(seat, 'tracking-book')
  const book = await page.request.get(`/tracking-book?print=1&from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`)
  t.equal(book.headers()['content-type'], 'application/pdf')
  const reversed = await page.request.get(`/tracking-book?print=1&from=${encodeURIComponent(to)}&to=${encodeURIComponent('01/01/2026')}`)
  t.equal(reversed.status(), 422)
  t.same(seat.complaints, [])
})

/** The claims of a pack that do not hold, and the codes of the dossiers in it. */
const judged = (bytes: Buffer): { readonly broken: string[]; readonly codes: string[] } => ({
  broken: verifyPack(bytes).claims.filter(({ holds }) => !holds).map(({ claim, detail }) => `${claim}: ${detail}`),
  codes: [...readContainer(bytes).keys()].flatMap((path) => /^dossiers\/([^/]+)\/certificate\.json$/.exec(path)?.[1] ?? []).sort(),
})

for (const script of [true, false]) {
  t.test(`a leader makes an evidence pack of what is ticked on the late list, and of late results of a period, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const seat = await sit(t, 'mau.chutich', { script })
    const { page } = seat
    await page.goto('/late')
    const picked = (await page.locator('.late tbody th a').allTextContents()).slice(0, 2)
    for (const code of picked) await page.locator('.late tbody tr', { hasText: code }).locator('input[type="checkbox"]').check()
    if (script) t.same(await axeFindings(seat), [])
    await picture(seat, `late-evidence-${script ? 'js' : 'plain'}`, true)
    await page.click('button:has-text("Lập gói của hồ sơ đã đánh dấu")')
    await page.waitForURL(/\/tasks\//)
    t.match(await page.textContent('#kind'), 'Lập gói chứng cứ')
    await runTasks(office.deps, (_, error) => { throw error })
    await page.reload()
    t.match(await page.textContent('main'), /Gói chứng cứ của 2 hồ sơ/)
    const answer = await page.request.get(await page.getAttribute('a[download]', 'href') ?? '')
    t.match(answer.headers(), { 'content-type': 'application/zip', 'content-disposition': /attachment; filename="[\w.-]+\.zip"/ })
    const { broken, codes } = judged(await answer.body())
    t.same(broken, [])
    t.same(codes, [...picked].sort())
    await page.goto('/late')
    await page.fill('#evidence-from', '31/2/2026')
    await page.fill('#evidence-to', '30/06/2026')
    await page.click('button:has-text("Lập gói theo khoảng ngày")')
    t.match(await page.textContent('[role="alert"]'), /dd\/mm\/yyyy/)
    t.equal(await page.inputValue('#evidence-from'), '31/2/2026', 'what was typed stays')
    const { rows } = await office.deps.pool.query<{ code: string; on: string }>(`select code, to_char(result_ready_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') as on from dossier where timeliness = 'late' and code is not null order by result_ready_at limit 1`)
    await page.fill('#evidence-from', rows[0]?.on ?? '')
    await page.fill('#evidence-to', rows[0]?.on ?? '')
    await page.click('button:has-text("Lập gói theo khoảng ngày")')
    await page.waitForURL(/\/tasks\//)
    await runTasks(office.deps, (_, error) => { throw error })
    await page.reload()
    t.ok(judged(await (await page.request.get(await page.getAttribute('a[download]', 'href') ?? '')).body()).codes.includes(rows[0]?.code ?? ''))
    t.same(seat.complaints, [])
  })
}

t.test('the link on the page of a dossier downloads its pack, and every claim of it holds', async (t) => {
  const seat = await sit(t, 'mau.chutich')
  await seat.page.goto('/late')
  await seat.page.click('.late tbody tr:first-child th a')
  const code = /H99\.01-\d{6}-\d{4}/.exec(await seat.page.textContent('h1') ?? '')?.[0] ?? ''
  const [download] = await Promise.all([seat.page.waitForEvent('download'), seat.page.click('a[href$="/evidence.zip"]')])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const { broken, codes } = judged(Buffer.concat(chunks))
  t.same(broken, [])
  t.same(codes, [code])
  t.same(seat.complaints, [])
})
