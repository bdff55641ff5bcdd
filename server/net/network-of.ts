import { isIPv4, isIPv6 } from 'node:net'

/** Prefix length that one subscriber of IPv6 has at least; limits by single IPv6 addresses would have no effect. */
const GROUPS_OF_NETWORK = 4

/**
 * The network that limits count by: an IPv4 address itself, also where it is written as IPv6 (::ffff:192.0.2.1), and
 * the /64 of an IPv6 address. "unknown" for what is no address.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return 'unknown'
  const groups = groupsOf(address)
  return mappedIPv4(groups) ?? `${groups.slice(0, GROUPS_OF_NETWORK).map(hex).join(':')}::/64`
}

/** An IPv6 address that stands for one of IPv4, as that one; any other as it is. */
export function unmapped(address: string): string {
  return isIPv6(address) ? (mappedIPv4(groupsOf(address)) ?? address) : address
}

const hex = (group: number) => group.toString(16)

/** RFC 4291, 2.5.5.2. */
function mappedIPv4(groups: readonly number[]): string | undefined {
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  return mapped ? [groups[6]!, groups[7]!].flatMap((group) => [group >> 8, group & 255]).join('.') : undefined
}

/** The eight groups of 16 bits; the address has been found to be one. */
function groupsOf(address: string): number[] {
  const [plain = ''] = address.split('%')
  const [head = '', tail] = plain.replace(/[\d.]+\.\d+$/, dottedAsHex).split('::')
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return parse(head)
  const [before, after] = [parse(head), parse(tail)]
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

function dottedAsHex(dotted: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number)
  return `${hex((a << 8) | b)}:${hex((c << 8) | d)}`
}
