/** What people do on the page of a document, in the browser. */
import { act, type Seat } from './office.ts'

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
