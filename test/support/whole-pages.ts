/** Deeds in a browser that end when the page to which they lead has come whole. */
import type { Page } from 'playwright-core'

const deeds = ['click', 'press', 'check', 'uncheck', 'selectOption'] as const
type Deed = (...words: unknown[]) => Promise<unknown>

const mended = new WeakSet<object>()

const mend = (kind: object, pageOf: (self: unknown) => Page): void => {
  if (mended.has(kind)) return
  mended.add(kind)
  for (const name of deeds) {
    const lasting = new Proxy(Reflect.get(kind, name) as Deed, {
      apply: async (deed, self, words: unknown[]) => {
        const answer = await Reflect.apply(deed, self, words)
        await pageOf(self).waitForLoadState()
        return answer
      },
    })
    Reflect.set(kind, name, lasting)
  }
}

/**
 * To Playwright a click is done when the page to which it leads begins to come: whatever does not wait by itself (`count`, `content`, axe) may
 * then meet half of it, once in thousands. After this a deed on any page, or on a place of one, lasts until the page is whole.
 */
export const awaitWholePages = (page: Page): void => {
  mend(Object.getPrototypeOf(page) as object, (self) => self as Page)
  mend(Object.getPrototypeOf(page.locator('html')) as object, (self) => (self as ReturnType<Page['locator']>).page())
}
