import type { Grant } from '../../../core/access/grant.ts'
import type { HeldGrant } from '../../../core/api/account.ts'
import { DECISION_ROLE_LABELS } from '../../../core/proposal/decision.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { isProposalStage, STAGE_LABELS } from '../../../core/proposal/stage.ts'
import { formatDay, say } from '../language.ts'
import { ROLE_NAMES } from './account-words.ts'
import { peopleWords as words } from './people-words.ts'

/** Names of areas by their codes. */
export type AreaNames = ReadonlyMap<string, string>

export function stageName(stage: string, language: Language): string {
  return isProposalStage(stage) ? STAGE_LABELS[stage][language] : stage
}

/** Where and when a grant holds, in words: "Kumai, Musrenbang kecamatan, 2026, sampai 31 Des 2026". */
export function boundsWords(
  { area, agency, office, stages, years, expiresAt }: Grant & Partial<Pick<HeldGrant, 'expiresAt'>>,
  areaNames: AreaNames,
  language: Language,
): string {
  const where = [area === undefined ? undefined : (areaNames.get(area) ?? area), agency].filter(Boolean)
  return [
    ...(where.length > 0 ? where : [say(words.everywhere, language)]),
    office && DECISION_ROLE_LABELS[office][language],
    stages?.map((stage) => stageName(stage, language)).join(' + '),
    years?.join(' + '),
    expiresAt && say(words.until, language, { day: formatDay(expiresAt, language) }),
  ]
    .filter(Boolean)
    .join(', ')
}

export function grantWords(grant: HeldGrant, areaNames: AreaNames, language: Language): string {
  return `${say(ROLE_NAMES[grant.role], language)}: ${boundsWords(grant, areaNames, language)}`
}
