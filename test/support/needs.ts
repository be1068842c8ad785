import type { Test } from 'tap'

/**
 * Whether the real `what` that a test needs is present. When it is not, the test is marked as skipped under its name, or fails under
 * REQUIRE_ALL=1; either way the caller returns: `if (!need(t, 'chromium', found)) return`.
 */
export const need = (t: Test, what: string, present: boolean): boolean => {
  if (present) return true
  if (process.env['REQUIRE_ALL'] === '1') t.fail(`${what} is missing, and REQUIRE_ALL=1 asks for it`)
  else t.pass(what, { skip: `${what} is missing` })
  return false
}
