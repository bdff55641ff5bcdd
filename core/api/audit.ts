/** One thing that an account asked for, or was refused. */
export interface AuditEntry {
  /** Rises with time. */
  readonly id: number
  /** ISO date-time. */
  readonly at: string
  /** Number of the account; null: the terminal. */
  readonly account: number | null
  /** What a grant is needed for; `accounts` where being signed in is enough. */
  readonly action: string
  readonly method: string
  /** Of the route: /api/zones/{id}. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly outcome: 'asked' | 'refused'
  /** HTTP status of a refusal. */
  readonly status: number | null
}

/** The end of the chain of seals: noted elsewhere, it shows when what lies before it was made anew. */
export interface AuditHead {
  /** Number of the last seal; 0 of an empty chain. */
  readonly seq: number
  /** That seal, as hexadecimal; empty of an empty chain. */
  readonly mac: string
}
