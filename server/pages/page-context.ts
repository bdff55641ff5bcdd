import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import type { Label, Language } from '../../core/proposal/label.ts'
import type { PageAssets } from './page-assets.ts'

/** The district whose name stands on every page. */
export interface PageDistrict {
  name: string
  demo: boolean
  codeEdition: string
}

/** A page that every page links to from its foot. */
export interface FooterPage {
  readonly path: string
  readonly title: Label
  /** Whether it is offered to this actor. */
  isFor(actor: Actor): boolean
}

/** What every page knows of its request and its site. */
export interface PageContext {
  language: Language
  /** Canonical path and query of this page, without the language. */
  address: string
  /** Scheme, host and site path for links to be shared; no slash at the end. */
  publicUrl: string
  district: PageDistrict | undefined
  assets: PageAssets
  footer: readonly FooterPage[]
  /** The actor: pages link to the tools that they may use, and pages of signed-in people are not cached for others. */
  actor: Actor
}

/** Name of the newest package; undefined while the store is empty. */
export async function readPageDistrict(knex: Knex): Promise<PageDistrict | undefined> {
  return await knex('packages')
    .orderBy([{ column: 'imported_at', order: 'desc' }, { column: 'id' }])
    .first<PageDistrict | undefined>('name', 'synthetic AS demo', 'code_edition AS codeEdition')
}

/** A link within the site that keeps the language of the page. `renderPage` puts the site path before all of them. */
export function localLink({ language }: Pick<PageContext, 'language'>, address: string): string {
  if (language === 'id') return address
  return `${address}${address.includes('?') ? '&' : '?'}lang=${language}`
}
