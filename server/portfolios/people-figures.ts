import type { PortfolioResult } from '../../core/api/portfolio.ts'
import { formatNumber } from '../../core/proposal/format.ts'
import type { PeopleNeed } from './model/people-served.ts'

/** Whom the chosen proposals bring within a service's standard: everybody once for each service, however many reach them. */
export function peopleOf(need: PeopleNeed, chosen: ReadonlySet<string>): PortfolioResult['people'] {
  const gained = new Map<string, number>()
  for (const { service, people, codes } of need.groups) {
    if (codes.some((code) => chosen.has(code))) gained.set(service, (gained.get(service) ?? 0) + people)
  }
  const services = need.services.map(({ service, standardMetres, beyond }) => {
    const newlyServed = gained.get(service) ?? 0
    return { service, standardMetres, beyondBefore: beyond, newlyServed, beyondAfter: beyond - newlyServed }
  })
  const newlyServed = services.reduce((sum, one) => sum + one.newlyServed, 0)
  const many = (language: 'id' | 'en') => formatNumber(newlyServed, language, 0)
  return {
    services,
    newlyServed,
    text: {
      id: `${many('id')} orang baru terjangkau layanan; tiap orang dihitung sekali untuk tiap layanan.`,
      en: `${many('en')} people newly within a service's standard; everybody counts once for each service.`,
    },
  }
}
