/** By which way a proposal or a decision came into the store. */
export const ORIGINS = ['import', 'submission', 'office', 'sipd'] as const
export type Origin = (typeof ORIGINS)[number]

/** Those whose decisions are what files tell: they say what was decided, and not where it led. */
export const ORIGINS_OF_FILES: readonly Origin[] = ['import', 'sipd']
