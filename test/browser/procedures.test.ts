/** Procedures in a real browser: two revisions side by side, and running dossiers that go over to another one. */
import t from 'tap'
import { runTasks } from '../../server/commands/run-task.ts'
import { addProcedure, endProcedure, findProcedureOn } from '../../storage/procedures.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import { axeFindings, officeInBrowser, picture, type Sitting } from '../support/office.ts'

t.setTimeout(240_000)
const { office, sit } = await officeInBrowser(t)

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true, script: true },
} as const satisfies Record<string, Sitting>)) {
  t.test(`the two revisions of P2 are told apart on one page: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.hokd', sitting)
    const { page } = seat
    await page.goto('/procedures/P2')
    await page.click('a[href$="/compare"]')
    await page.waitForSelector('#compared-title', { state: 'attached' })
    t.equal(await page.inputValue('#from'), '1')
    t.equal(await page.inputValue('#to'), '2')
    t.equal(await page.locator('.chart .node.removed').count(), 4)
    t.equal(await page.locator('.chart .node.added').count(), 2)
    t.same(await axeFindings(seat), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, 'not wider than the screen')
    await picture(seat, `${look}-compare`, true)
    await page.selectOption('#from', '2')
    await page.click('form[action$="/compare"] button')
    await page.waitForLoadState()
    t.equal(await page.locator('.chart .node.removed, .chart .node.added, .chart .node.changed').count(), 0, 'a revision beside itself')
    t.same(seat.complaints, [])
  })
}

for (const script of [true, false]) {
  t.test(`running dossiers go over: tried, proposed, approved by somebody else, JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const { orm, pool } = office.deps
    const { rows: [busiest] } = await pool.query<{ tenant_id: string; code: string }>(
      `select tenant_id, procedure_code as code from dossier where closed_at is null and result_ready_at is null group by 1, 2 order by count(*) desc limit 1`)
    const { tenant_id: tenantId, code } = busiest!
    const old = (await findProcedureOn(orm.em.fork(), tenantId, code, '2026-11-20'))!
    const definition = { ...old.definition, revision: old.definition.revision + 1, validFrom: '2026-11-20', validTo: null, limit: { unit: 'workingDay' as const, amount: 22 } }
    if (old.validFrom < '2026-11-20') await endProcedure(orm.em.fork(), tenantId, old.hash, '2026-11-19', office.deps.clock.nowMs())
    await addProcedure(orm.em.fork(), tenantId, { hash: hashOf(definition), definition }, 'effective', office.deps.clock.nowMs())
    const [secretary, leader] = [await sit(t, 'mau.iso', { script }), await sit(t, 'mau.chutich', { script, dark: true })]
    const { page } = secretary
    await page.goto(`/procedures/${code}`)
    await page.click('a[href$="/migrations"]')
    await page.selectOption('#newLimit', '1')
    await page.click('form[method="get"][action$="/migrations"] button')
    await page.waitForSelector('#preview')
    t.match(await page.textContent('#preview >> xpath=../..'), /hồ sơ chuyển được, trong đó \d+ đổi hạn/)
    if (script) t.same(await axeFindings(secretary), [])
    if (script) await picture(secretary, 'light-vi-migrate', true)
    await page.fill('[name="number"]', '15/QĐ-UBND')
    await page.fill('[name="on"]', '31/31/2026')
    await page.fill('[name="ground"]', 'Điều 30 Nghị định chuyển tiếp')
    await page.click('#propose >> xpath=../.. >> button')
    t.match(await page.textContent('[role="alert"]'), /Cần sửa/)
    t.equal(await page.inputValue('[name="number"]'), '15/QĐ-UBND', 'what was typed stays')
    await page.fill('[name="on"]', '19/11/2026')
    await page.click('#propose >> xpath=../.. >> button')
    await page.waitForURL(/done=1/)
    t.equal(await page.locator('.action').count(), 0, 'the proposer is offered nothing to decide')
    await leader.page.goto(new URL(page.url()).pathname)
    if (script) t.same(await axeFindings(leader), [])
    await leader.page.locator('.action summary').first().click()
    if (script) await picture(leader, 'dark-vi-proposal', true)
    await leader.page.locator('.action[open] form button').click()
    await leader.page.waitForURL(/done=1/)
    t.match(await leader.page.textContent('.headline'), /Đã phê duyệt/)
    await runTasks(office.deps, (_, error) => { throw error })
    await leader.page.reload()
    t.match(await leader.page.textContent('#results >> xpath=../..'), /\d+ · Chuyển/)
    t.same([...secretary.complaints, ...leader.complaints], [])
  })
}

t.test('a revision is tried on the dossiers closed within a year, beside what they were', async (t) => {
  const seat = await sit(t, 'mau.iso', {})
  const { page } = seat
  const { rows: [most] } = await office.deps.pool.query<{ code: string }>(
    `select procedure_code as code from dossier d where closed_at is not null and not exists (
       select from procedure_migration m where m.procedure_code = d.procedure_code) group by 1 order by count(*) desc limit 1`)
  await page.goto(`/procedures/${most?.code}/replay`)
  t.same(await axeFindings(seat), [])
  await page.fill('[name="from"]', '01/01/2026')
  await page.click('form[action$="/replay"] button')
  await page.waitForURL(/\/tasks\//)
  await runTasks(office.deps, (_, error) => { throw error })
  await page.reload()
  const text = await page.textContent('#task') ?? ''
  const [, replayed, all, same, due] = /(\d+) trên (\d+) hồ sơ đi lại được; (\d+) cùng đường đi, (\d+) cùng hạn/.exec(text) ?? []
  t.ok(Number(all) > 10, text.slice(0, 200))
  t.same([replayed, same, due], [all, all, all], 'under its own revision nothing differs')
  t.same(await axeFindings(seat), [])
  await picture(seat, 'light-vi-replay', true)
  t.same(seat.complaints, [])
})
