import type { ZoneProposals } from '../../../../core/zones/point-index.ts'
import type { ZonePeople } from '../../../../core/zones/zone-figures.ts'

export type { ZoneCount, ZoneService } from '../../../../core/zones/zone-figures.ts'

/** The server's figures of a zone. */
export interface ZoneStatistics extends ZonePeople {
  villages: {
    touched: number
    whole: number
    items: { code: string; name: string; sharePercent: number }[]
    truncated: boolean
  }
  proposals: ZoneProposals
  /** What of a portfolio lies in the zone; `newlyServed` sums over services. */
  portfolio?: { id: string; title: string; proposals: number; costRupiah: number; newlyServed: number | null }
}
