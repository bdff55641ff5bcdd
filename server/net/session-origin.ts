import { isIPv4 } from 'node:net'

const [OF_IPV4, OF_IPV6] = [3, 3]

/** A network that many share, for people to recognise where they signed in: 203.0.113.x, 2001:db8:7:…. */
export function shortNetwork(network: string): string {
  if (isIPv4(network)) return `${network.split('.').slice(0, OF_IPV4).join('.')}.x`
  return network.includes(':') ? `${network.split(':').slice(0, OF_IPV6).join(':')}:…` : network
}

/** In the order in which they are looked for: the later ones name the earlier ones' engines. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bUCBrowser\//, 'UC Browser'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bQGIS\//, 'QGIS'],
  [/^curl\//, 'curl'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Browser and system by what a User-Agent says of itself: Chrome, Android. Empty where it says nothing that is known. */
export function deviceWords(userAgent: string | undefined): string {
  const nameIn = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  return [nameIn(BROWSERS), nameIn(SYSTEMS)].filter(Boolean).join(', ')
}
