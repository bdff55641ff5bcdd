import { getJson } from '../../api/get-json.ts'
import { getLines } from '../../api/get-lines.ts'
import { sendJson } from '../../api/send-json.ts'
import { sitePath } from '../../site-path.ts'
import type { Portfolio, PortfolioLine, PortfolioRequest, WhyNot } from './portfolio.ts'

const none = new URLSearchParams()
const door = (id: string) => `/api/portfolios/${encodeURIComponent(id)}`

export async function fetchPortfolios(signal: AbortSignal): Promise<PortfolioLine[]> {
  return (await getJson<{ items: PortfolioLine[] }>('/api/portfolios', none, signal)).items
}

export function fetchPortfolio(id: string, signal: AbortSignal): Promise<Portfolio> {
  return getJson(door(id), none, signal)
}

export async function startPortfolio(request: PortfolioRequest, signal: AbortSignal): Promise<string> {
  const response = await sendJson('/api/portfolios', { body: request, signal })
  return ((await response.json()) as { id: string }).id
}

/** Cancels one that runs, deletes one that has ended. */
export async function removePortfolio(id: string): Promise<void> {
  await sendJson(door(id), { method: 'DELETE' })
}

/** `onShare` hears how much of the time allowed is used, 0–1; ending the signal ends it on the server too. */
export function askWhyNot(
  id: string,
  code: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<WhyNot> {
  return getLines(`${door(id)}/why/${encodeURIComponent(code)}`, onShare, signal)
}

export function decisionAddress(id: string): string {
  return sitePath(`${door(id)}/decision.json`)
}

export function sheetAddress(id: string, language: string): string {
  return sitePath(`${door(id)}/sheet.pdf?lang=${language}`)
}
