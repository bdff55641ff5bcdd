import { BlockList, isIP, isIPv4 } from 'node:net'
import { unmapped } from './network-of.ts'

/**
 * Whether the machine at this address is trusted to report its client's address; `hop` counts from the machine that is connected
 * to this server.
 */
export type TrustProxy = (address: string, hop: number) => boolean

/** Names of networks, as Express has them. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}
const MOST_HOPS = 32

export const TRUST_PROXY_EXPECTED =
  'a number of proxies (1 to 32), true, false, or a comma list of addresses, networks (10.0.0.0/8) and names (loopback, linklocal, uniquelocal)'

export const trustNobody: TrustProxy = () => false

/** Reads the setting as Express documents "trust proxy". Throws RangeError naming the part that is none of it. */
export function parseTrustProxy(text: string): TrustProxy {
  const given = text.trim()
  if (given === 'true') return () => true
  if (given === 'false' || given === '0') return trustNobody
  if (/^\d+$/.test(given)) return trustHops(Number(given))
  const trusted = new BlockList()
  for (const part of given.split(',')) addPart(trusted, part.trim())
  return (address) => {
    const plain = unmapped(address)
    return isIP(plain) !== 0 && trusted.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
  }
}

function trustHops(hops: number): TrustProxy {
  if (hops > MOST_HOPS) throw new RangeError(`${hops} is more than ${MOST_HOPS} proxies`)
  return (_address, hop) => hop < hops
}

function addPart(trusted: BlockList, part: string): void {
  for (const network of NAMED[part] ?? [part]) {
    const [address = '', size, ...more] = network.split('/')
    const version = isIP(address)
    if (version === 0 || more.length > 0) throw new RangeError(`"${part}" is no address, network or name`)
    const bits = version === 4 ? 32 : 128
    const prefix = size === undefined ? bits : prefixOf(size, version)
    if (!(prefix >= 1 && prefix <= bits)) throw new RangeError(`"${part}" is no network`)
    trusted.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6')
  }
}

/** 8, or as a mask 255.0.0.0; NaN for neither. */
function prefixOf(size: string, version: number): number {
  if (/^\d{1,3}$/.test(size)) return Number(size)
  if (version !== 4 || !isIPv4(size)) return Number.NaN
  const bits = size
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : Number.NaN
}
