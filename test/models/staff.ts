/** The people of the model tests: for every role somebody in each unit that matters, and one who holds them all. */
import type { Role } from '../../schemas/procedure.ts'
import { personNamed, type PersonPlan, type TestAgency, type UnitCode } from '../support/agency.ts'
import type { Actor } from './reading.ts'

export const roles: readonly Role[] = [
  'receptionist', 'oneStopHead', 'unitHead', 'specialist', 'agencyLeader', 'recordsClerk', 'accountant',
  'isoSecretary', 'qualityManager', 'internalAuditor', 'businessAdmin', 'technicalAdmin', 'inspector', 'consultedBody',
]
/** `both` holds the role at the desk and in the responsible department, as does `second`; the others in one unit each. */
const variants: Readonly<Record<string, readonly UnitCode[]>> = { both: ['DESK', 'D1'], second: ['DESK', 'D1'], desk: ['DESK'], dept: ['D1'], stranger: ['D2'] }

const nameOf = (role: Role, variant: string): string => `${role.toLowerCase()}.${variant}`
export const everything = 'everything'

export const staff: readonly PersonPlan[] = [
  ...roles.flatMap((role) => Object.entries(variants).map(([variant, units]) => ({ userName: nameOf(role, variant), holds: units.map((unit) => ({ role, unit })) }))),
  { userName: everything, holds: roles.map((role) => ({ role, unit: 'ROOT' as const })) },
]

export interface StaffMember extends Actor { readonly userName: string; readonly token: string; readonly variant: string; readonly role: Role | null }

/** The staff with their accounts. */
export const staffOf = (agency: TestAgency): StaffMember[] => staff.map(({ userName, holds }) => {
  const { accountId, token } = personNamed(agency, userName)
  return { userName, accountId, token, holds, variant: userName.split('.')[1] ?? everything, role: userName === everything ? null : holds[0]!.role }
})
