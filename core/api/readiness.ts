/** Whether the server can work (GET /readyz). Versions and settings are for who runs it. */
export interface Readiness {
  status: 'ready' | 'not ready'
  /** "reachable", "not reachable", or for operators the versions of the database. */
  database: string
  engine?: string
  warning?: string
  loading?: { share: number; layers: readonly string[] }
  state: string
  restarts: number
  lostBackends: number
  fault?: string
}

/** That the server lives (GET /healthz). */
export interface Health {
  status: 'ok'
}
