import { randomInt } from 'node:crypto'

const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'

/** An id that is readable in addresses and names of criteria: letters of the zone's name and four random characters. */
export function makeZoneId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 32)
    .replace(/-+$/, '')
  const chance = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${slug || 'zona'}-${chance}`
}
