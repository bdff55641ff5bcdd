import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What axe finds in a page, or in one of its elements. Our pages have no frames: axe then needs no second page to put its
 * results together in; and what is in order is not described.
 */
export function analyze(page: Page, element?: string) {
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  return (element ? builder.include(element) : builder).analyze()
}
