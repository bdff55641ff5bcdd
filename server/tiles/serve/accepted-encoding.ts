import type { ContentEncoding } from '../workers/tile-job.ts'

/** Quality of a coding in Accept-Encoding (RFC 9110, 12.5.3); null when it is not named. */
function quality(header: string, coding: string): number | null {
  for (const item of header.split(',')) {
    const [name, ...parameters] = item.split(';')
    if (name!.trim().toLowerCase() !== coding) continue
    const weight = parameters.map((p) => /^\s*q=([0-9.]+)\s*$/i.exec(p)?.[1]).find((q) => q !== undefined)
    return weight === undefined ? 1 : Number(weight)
  }
  return null
}

/** The coding to answer in: zstd, else brotli, else gzip, else none, as far as the client names them; `*` is brotli. */
export function acceptedEncoding(header: string | undefined): ContentEncoding {
  if (!header) return 'identity'
  if ((quality(header, 'zstd') ?? 0) > 0) return 'zstd'
  const any = quality(header, '*') ?? 0
  if ((quality(header, 'br') ?? any) > 0) return 'br'
  if ((quality(header, 'gzip') ?? any) > 0) return 'gzip'
  return 'identity'
}
