import { isIPv6 } from 'node:net'

/**
 * Who a request is counted for: an IPv4 address; of IPv6 the /64, for that is what one subscriber has to choose addresses from. An IPv4 address
 * written as IPv6 is the IPv4 address.
 */
export function networkOf (address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before!.length - after!.length }, () => '0')
  return [...before!, ...zeros, ...after!].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
