/** Making a formatter costs a hundred times what using it does. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/**
 * What the clock on the wall shows in a time zone (IANA) at an instant, as 2026-02-28T23:59:59: texts that compare as times
 * do, so that a date of an office means the same whatever later becomes of the zone's rules.
 */
export function wallClock(at: Date, timeZone: string): string {
  const parts = clockOf(timeZone).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
  clocks.set(timeZone, made)
  return made
}

/** A region, a slash, a place: not an offset or an abbreviation, which are no zones with a history. */
const ZONE_NAME = /^(?:[A-Za-z]{2,}(?:\/[A-Za-z0-9_+-]{2,}){1,2}|UTC)$/

/** Whether this is the IANA name of a zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  if (name.length > 60 || !ZONE_NAME.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const WALL_DATE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/
const EARLIEST_YEAR = 2000
const LATEST_YEAR = 2200

/** A moment by the clock on the wall, with its seconds: 2026-02-28T08:00 gives 2026-02-28T08:00:00. Undefined of what is no moment. */
export function readWallDate(text: string): string | undefined {
  const parts = WALL_DATE.exec(text)
    ?.slice(1)
    .map((part = '0') => Number(part))
  if (!parts) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return undefined
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const written = at.toISOString().slice(0, 19)
  return written.slice(0, text.length) === text ? written : undefined
}
