import { maskPhone } from './identifiers.js'
import { visibleLine } from './visible-text.js'

/** Where notifications can be sent. Pure; `migrations/0018-notification-delivery.sql` holds the database to one address, without judging its domain. */

const visible = new RegExp(visibleLine)
/** One part of a domain name, also in other scripts: hyphens stand within it only. */
const domainLabel = '[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?'
const mailAddress = new RegExp(`^[^\\s@,;:<>"]+@${domainLabel}(?:\\.${domainLabel})*$`, 'u')

/** One e-mail address and nothing else: what separates several, or a name from its address, isn't allowed in it, nor what nobody sees. */
export function isMailAddress (text: string): boolean {
  return text.length <= 254 && visible.test(text) && mailAddress.test(text)
}

/** A mobile number of the mainland, 11 digits: landlines get no text messages. */
export function isMobileNumber (text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text)
}

/** `z***@example.com`: enough to recognise one's own address. */
export function maskMailAddress (address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address.slice(0, at)][0] ?? ''}***${address.slice(at)}`
}

/** `138****0012` or `z***@example.com`. */
export function maskAddress (address: string): string {
  return address.includes('@') ? maskMailAddress(address) : maskPhone(address)
}

/** A text of somebody else's server without whole mail addresses and telephone numbers, which it likes to repeat. */
export function maskAddressesIn (text: string): string {
  return text.replace(/[^\s@,;:<>"'()[\]]+@[^\s@,;:<>"'()[\]]+/g, maskMailAddress).replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, maskPhone)
}
