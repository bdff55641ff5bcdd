import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** What a file of ours names: imports, dynamic ones, and workers by new URL(…, import.meta.url). */
const NAMED = /(?:from|import\(|import|new URL\()\s*['"](\.[^'"]+\.ts)['"]/g

const named = new Map<string, string[]>()

function namedBy(path: string): string[] {
  const known = named.get(path)
  if (known) return known
  const text = readFileSync(path, 'utf8')
  const found = [...text.matchAll(NAMED)]
    .map(([, to = '']) => resolve(dirname(path), to))
    .filter((to) => existsSync(to))
  named.set(path, found)
  return found
}

/** Every file that these need, themselves among them, each with how many imports lie between: 0 of its own. */
export function filesBehind(...entries: string[]): Map<string, number> {
  const distance = new Map(entries.map((entry) => [entry, 0]))
  // A map is walked in the order in which it grows: nearest first.
  for (const [path, steps] of distance)
    for (const next of namedBy(path)) if (!distance.has(next)) distance.set(next, steps + 1)
  return distance
}
