export interface SessionUser {
  name: string
  role: string
}

/** Who is signed in (GET and POST /api/session); null for everyone else. */
export interface Session {
  user: SessionUser | null
}
