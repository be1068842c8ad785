/** What a request to move a document says in vain: told, never passed over, for whoever sends a member means something by it. */
import type { AdvanceDocument, DocumentEventType } from '../../schemas/document.ts'
import { DomainError, type Fault } from '../../schemas/errors.ts'

/** The events to which a member means something. Reason is kept with every event. */
const meant: Readonly<Partial<Record<keyof AdvanceDocument, readonly DocumentEventType[]>>> = {
  kind: ['REVISE'], title: ['REVISE', 'EDIT'], changes: ['EDIT'], lawIds: ['REVISE', 'EDIT'], decision: ['PUBLISH', 'RETIRE'], effectiveOn: ['PUBLISH'], holders: ['DISTRIBUTE'],
  copy: ['GIVE_COPY', 'RECALL_COPY'], lawId: ['LINK_LAW', 'ASSESS_LAW'], note: ['LINK_LAW'],
}

/** @throws DomainError invalid-request, at each member that would change nothing */
export function refuseIdleMembers(request: AdvanceDocument): void {
  const errors = Object.keys(request).flatMap((member): Fault[] => {
    const events = meant[member as keyof AdvanceDocument]
    if (events === undefined || events.includes(request.type)) return []
    return [{
      at: `/${member}`, rule: 'without-effect', message: `${request.type} không dùng "${member}"; bỏ đi, hoặc gửi cùng ${events.join(', ')}`,
      messageEn: `${request.type} does nothing with "${member}"; leave it out, or send it with ${events.join(', ')}`, allowed: events,
    }]
  })
  if (errors.length > 0) throw new DomainError('invalid-request', { errors })
}
