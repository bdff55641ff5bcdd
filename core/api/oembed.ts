/** oEmbed 1.0, section 2.3.4.4: markup that shows a link (GET /oembed). */
export interface Oembed {
  version: '1.0'
  type: 'rich'
  provider_name: string
  provider_url: string
  title: string
  /** Seconds for which it may be kept. */
  cache_age: number
  width: number
  height: number
  html: string
}
