/** What the self-contained verifier answers; `verify.mjs` itself is put into each pack and imports nothing of the service. */
export interface Claim { readonly claim: string; readonly dossier: string | null; readonly holds: boolean; readonly title: string; readonly detail: string }
export interface Verified { readonly ok: boolean; readonly sha256: string; readonly claims: readonly Claim[] }
export declare function verifyPack(pack: Uint8Array, expected?: string | null): Verified
export declare function readContainer(pack: Uint8Array): Map<string, Uint8Array>
export declare function wordsOf(answer: Verified): string
