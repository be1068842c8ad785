/** Whose the reports on the management system are: they count the whole agency, not what one person may read. */
import type { Role } from '../../schemas/procedure.ts'

export const reportReaders: readonly Role[] = ['isoSecretary', 'qualityManager', 'agencyLeader', 'internalAuditor', 'inspector']
