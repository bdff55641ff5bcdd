import type { Items } from '../../../core/api/items.ts'
import type {
  PeopleServed,
  Portfolio,
  PortfolioSummary,
  StartedPortfolio,
  WhyNot,
} from '../../../core/api/portfolio.ts'
import type { PortfolioFront } from '../../../core/api/portfolio-front.ts'
import type { PortfolioRequest } from '../../../core/api/portfolio-request.ts'
import { getJson } from '../../api/get-json.ts'
import { getLines } from '../../api/get-lines.ts'
import { readAnswer } from '../../api/read-answer.ts'
import { sendForLines } from '../../api/send-for-lines.ts'
import { sendJson } from '../../api/send-json.ts'
import type { ServerWatch } from '../../api/server-watch.ts'
import { sitePath } from '../../api/site-path.ts'

const none = new URLSearchParams()
const addressOf = (id: string) => `/api/portfolios/${encodeURIComponent(id)}`

export async function fetchPortfolios(signal: AbortSignal): Promise<readonly PortfolioSummary[]> {
  return (await getJson<Items<PortfolioSummary>>('/api/portfolios', none, signal)).items
}

export function fetchPortfolio(id: string, signal: AbortSignal): Promise<Portfolio> {
  return getJson(addressOf(id), none, signal)
}

export async function startPortfolio(request: PortfolioRequest, signal: AbortSignal): Promise<string> {
  const response = await sendJson('/api/portfolios', { body: request, signal })
  return (await readAnswer<StartedPortfolio>(response)).id
}

/** At most so many choices between the highest score and the most people; `onPart` hears each as it is found. */
export function traceFront(
  request: PortfolioRequest,
  points: number,
  watch: ServerWatch,
): Promise<PortfolioFront> {
  return sendForLines(`/api/portfolios/front?points=${points}`, { body: request }, watch)
}

/** Whom proposals of a filter would newly serve if they were funded together, and what falls to the poorest. */
export async function fetchPeopleServed(
  filter: PortfolioRequest['filter'],
  codes: readonly string[],
): Promise<PeopleServed> {
  return readAnswer(await sendJson('/api/portfolios/people', { body: { filter, codes } }))
}

/** Cancels one that runs, deletes one that has ended. */
export async function removePortfolio(id: string): Promise<void> {
  await sendJson(addressOf(id), { method: 'DELETE' })
}

/** `onShare` hears how much of the time allowed is used, 0–1; ending the signal ends it on the server too. */
export function askWhyNot(
  id: string,
  code: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<WhyNot> {
  return getLines(`${addressOf(id)}/why/${encodeURIComponent(code)}`, onShare, signal)
}

export function decisionAddress(id: string): string {
  return sitePath(`${addressOf(id)}/decision.json`)
}

/** The signed sheet, with an open zone on its map and in its figures. */
export function sheetAddress(id: string, language: string, zone: string | null): string {
  const query = new URLSearchParams({ lang: language, ...(zone && { zone }) })
  return sitePath(`${addressOf(id)}/sheet.pdf?${query}`)
}

export function workbookAddress(id: string, language: string): string {
  return sitePath(`${addressOf(id)}/package.xlsx?lang=${language}`)
}
