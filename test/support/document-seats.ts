/** What people do on the page of a document, in the browser. */
import type { Seat } from './office.ts'

/** Opens the action of that name and sends its form. */
export const act = async ({ page }: Seat, name: string, fill: Readonly<Record<string, string>> = {}): Promise<void> => {
  const action = page.locator('.action', { has: page.locator('summary', { hasText: new RegExp(`^${name}$`) }) }).first()
  if (await action.getAttribute('open') === null) await action.locator('summary').click()
  for (const [field, value] of Object.entries(fill)) {
    const input = action.locator(`[name="${field}"]`).first()
    const tag = await input.evaluate((element) => `${element.tagName} ${element.getAttribute('type') ?? ''}`)
    if (tag.startsWith('SELECT')) await input.selectOption({ index: Number(value) })
    else if (/radio|checkbox/.test(tag)) await action.locator(`[name="${field}"][value="${value}"]`).check()
    else await input.fill(value)
  }
  await action.locator('form button').click()
  await page.waitForLoadState()
}

/** Through review, approval and publication; the page of the document is open in every seat afterwards. */
export const publish = async (
  path: string, { secretary, reviewer, leader, decision }: { readonly secretary: Seat; readonly reviewer: Seat; readonly leader: Seat; readonly decision: Readonly<Record<string, string>> },
): Promise<void> => {
  await act(secretary, 'Trình xem xét')
  await reviewer.page.goto(path)
  await act(reviewer, 'Xem xét đạt')
  await leader.page.goto(path)
  await act(leader, 'Phê duyệt')
  await secretary.page.goto(path)
  await act(secretary, 'Ban hành', decision)
}
