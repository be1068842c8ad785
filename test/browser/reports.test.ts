/** Facts and reports as the ISO secretary works with them. */
import t from 'tap'
import { need } from '../support/needs.ts'
import { axeFindings, browserPath, picture, seatsIn, withBrowser, withOffice } from '../support/office.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const sit = seatsIn(await withBrowser(t, chromium ?? ''), office)

for (const sitting of [{ script: true }, { script: false, dark: true }]) {
  t.test(`a fact is entered, refused where it is wrong, and corrected: ${JSON.stringify(sitting)}`, async (t) => {
    const { page, complaints, ...seat } = await sit(t, 'mau.iso', sitting)
    const number = sitting.script ? '12/KH-UBND' : '13/KH-UBND'
    await page.goto('/facts?kind=training')
    await page.locator('summary', { hasText: 'Ghi:' }).click()
    await page.fill('#enter-number', 'không số')
    await page.fill('#enter-on', '02/02/2026')
    await page.fill('#enter-title', 'Tập huấn nhận thức TCVN ISO 9001')
    for (const [name, value] of [['classesHeld', '1'], ['peopleTaught', '1.110'], ['peopleSent', '3']] as const) await page.fill(`#enter-${name}`, value)
    await page.click('form[action^="/facts?kind"] button')
    t.equal(await page.locator('#enter-number.is-invalid').count(), 1)
    t.equal(await page.inputValue('#enter-title'), 'Tập huấn nhận thức TCVN ISO 9001', 'what was typed stays')
    await picture({ page, complaints, ...seat }, `facts-${Object.values(sitting).join('-')}`)
    await page.fill('#enter-number', number)
    await page.click('form[action^="/facts?kind"] button')
    t.match(await page.locator('tbody tr').first().textContent(), /1\.110/)
    if (sitting.script) t.same(await axeFindings({ page, complaints, ...seat }), [])
    await page.getByRole('link', { name: number, exact: true }).click()
    await page.locator('summary', { hasText: 'Đính chính' }).click()
    await page.fill('#correct-1-peopleTaught', '113')
    await page.fill('#correct-1-reason', 'Đếm lại')
    await page.locator('form', { has: page.locator('#correct-1-reason') }).locator('button').click()
    t.equal(await page.locator('tbody tr').count(), 2)
    await picture({ page, complaints, ...seat }, `fact-${Object.values(sitting).join('-')}`)
    if (sitting.script) t.same(await axeFindings({ page, complaints, ...seat }), [])
    t.same(complaints, [])
  })
}
