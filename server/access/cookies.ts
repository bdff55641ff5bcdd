export const SESSION_COOKIE = 'petausul_session'
/** By which a device is known again on which somebody signed in; read by /api/session alone. */
export const DEVICE_COOKIE = 'petausul_device'

/** The session's token from a Cookie header. */
export function readToken(cookies: string | undefined): string | undefined {
  const token = readCookie(cookies, SESSION_COOKIE)
  return token && /^[\w-]{20,100}$/.test(token) ? token : undefined
}

export function readCookie(cookies: string | undefined, name: string): string | undefined {
  for (const pair of cookies?.split(';') ?? []) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}
