import { getJson } from '../../api/get-json.ts'
import { sendJson } from '../../api/send-json.ts'
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

export function askWhyNot(id: string, code: string, signal: AbortSignal): Promise<WhyNot> {
  return getJson(`${door(id)}/why/${encodeURIComponent(code)}`, none, signal)
}

export function decisionAddress(id: string): string {
  return `${door(id)}/decision.json`
}

export function sheetAddress(id: string, language: string): string {
  return `${door(id)}/sheet.pdf?lang=${language}`
}
