/** An instant in the rooms is milliseconds since 1970; in the database it is a timestamptz. This is the only turning of one into the other. */
export const toTimestamp = (ms: number): string => new Date(ms).toISOString()
export const toTimestampOrNull = (ms: number | null): string | null => (ms === null ? null : toTimestamp(ms))
export const fromTimestamp = (value: Date | string): number => new Date(value).getTime()
