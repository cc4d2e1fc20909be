/**
 * Identifiers and their check characters: unified social credit code, resident identity number, case numbers, electronic
 * certificate identifier. Sources: GB 32100, GB 11643, GB/T 2260, GB/T 17710, GB/T 36904; case numbers are the platform's own. Pure.
 */
import { DateTime } from 'luxon'
import type { CivilDate } from './time.js'

export const usciCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** Weights of the first 17 characters: powers of 3 modulo 31. */
export const usciWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const usciShape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/
const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
export const idNumberWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idNumberCheckCharacters = '10X98765432'
/** Province codes of GB/T 2260, with Taiwan, Hong Kong and Macao residents' permits (71, 81, 82, 83) and 91 (foreign). */
export const provinceCodes = [
  ...['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46', '50', '51', '52', '53', '54'],
  ...['61', '62', '63', '64', '65', '71', '81', '82', '83', '91']
]

/** Check character of a unified social credit code from its first 17 characters (GB 32100). */
export function usciCheckCharacter (body: string): string {
  const sum = usciWeights.reduce((total, weight, index) => total + weight * valueIn(usciCharacters, body[index]!), 0)
  return usciCharacters[(31 - sum % 31) % 31]!
}

/** Whether a text is a unified social credit code with the right check character (GB 32100). */
export function isValidUsci (usci: string): boolean {
  return usciShape.test(usci) && usciCheckCharacter(usci.slice(0, 17)) === usci[17]
}

/** Check character of a resident identity number from its first 17 digits (GB 11643). */
export function idNumberCheckCharacter (body: string): string {
  const sum = idNumberWeights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return idNumberCheckCharacters[sum % 11]!
}

/** Whether a text is a resident identity number: known province, a real date of birth not after `today`, check character (GB 11643). */
export function isValidIdNumber (idNumber: string, today: CivilDate): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber) || !provinceCodes.includes(idNumber.slice(0, 2))) return false
  const birth = DateTime.fromFormat(idNumber.slice(6, 14), 'yyyyMMdd')
  if (!birth.isValid || birth.year < 1850 || birth.toISODate()! > today) return false
  return idNumberCheckCharacter(idNumber.slice(0, 17)) === idNumber[17]
}

/** ISO 7064 MOD 37,36 check character over 0-9A-Z (GB/T 17710): receipt codes, electronic certificates. */
export function checkCharacterMod37 (text: string): string {
  const check = hybridCheck(text, alphanumerics)
  return alphanumerics[check]!
}

/** ISO 7064 MOD 11,10 check digit over decimal digits (GB/T 17710): food certificate numbers. */
export function checkDigitMod11 (digits: string): string {
  return String(hybridCheck(digits, '0123456789'))
}

/**
 * Number of a case: region (6 digits) + civil date of receipt + serial of that day (4 digits), e.g. `410202202611230001`.
 * A region of our own such as `410202-KFSFQ` is given by its six-digit `case_code`. Throws on a wrong region or serial.
 */
export function caseNumber (region: string, receivedOn: CivilDate, serial: number): string {
  if (!/^\d{6}$/.test(region)) throw new RangeError(`region of a case number must be six digits, got '${region}'`)
  return region + receivedOn.replaceAll('-', '') + paddedSerial(serial, 4)
}

/** Number of a composite licence: region of six digits, year, serial of both; the platform's own. */
export function licenceNumber (region: string, year: string, serial: number): string {
  return `ZH${region}${year}${paddedSerial(serial, 6)}`
}

/** 统一收件码: the case number with its MOD 37,36 check character. */
export function receiptCode (caseNo: string): string {
  return caseNo + checkCharacterMod37(caseNo)
}

/** Whether a text that somebody typed or scanned is a receipt code without a slip. */
export function isValidReceiptCode (code: string): boolean {
  return /^\d{18}[0-9A-Z]$/.test(code) && receiptCode(code.slice(0, 18)) === code
}

/** Number of a sub-case, ordinals from 1 in the order of the chosen permits: `<caseNo>-01`. */
export function subCaseNumber (caseNo: string, ordinal: number): string {
  return `${caseNo}-${paddedSerial(ordinal, 2)}`
}

export interface ElectronicCertificate { typeCode: string, issuerCode: string, serial: string, version: number }

/** 电子证照标识 (GB/T 36904): root OID, certificate type, issuer (USCI), serial, version (3 digits), check character. */
export function electronicCertificateIdentifier ({ typeCode, issuerCode, serial, version }: ElectronicCertificate): string {
  const parts = [typeCode, issuerCode, serial, paddedSerial(version, 3)]
  return ['1.2.156.3005.2', ...parts, checkCharacterMod37(parts.join(''))].join('.')
}

/** A whole number padded with zeros; throws when it is not positive or does not fit. */
export function paddedSerial (serial: number, width: number): string {
  const text = String(serial).padStart(width, '0')
  if (!Number.isSafeInteger(serial) || serial < 1 || text.length > width) throw new RangeError(`serial ${serial} does not fit ${width} digits`)
  return text
}

/** `410105********0012`: enough to recognise one's own number, not to learn another's. */
export function maskIdNumber (idNumber: string): string {
  return masked(idNumber, 6, 4)
}

/** `138****0012`; a landline keeps its last four digits. */
export function maskPhone (phone: string): string {
  return masked(phone, phone.length === 11 ? 3 : 0, 4)
}

/** The family name stays: `张*`, `欧阳**` → `欧***`. */
export function maskName (name: string): string {
  return masked(name, 1, 0)
}

/** A holder's code: a unified social credit code is public, a natural person's identity number is not. */
export function maskHolderCode (code: string): string {
  return /^\d{17}[\dX]$/.test(code) && !isValidUsci(code) ? maskIdNumber(code) : code
}

function masked (text: string, head: number, tail: number): string {
  const characters = [...text]
  if (characters.length <= head + tail) return characters.map((character, index) => index === 0 && head > 0 ? character : '*').join('')
  return characters.map((character, index) => index < head || index >= characters.length - tail ? character : '*').join('')
}

/** ISO 7064 hybrid system MOD M+1,M. */
function hybridCheck (text: string, characters: string): number {
  const modulus = characters.length
  let product = modulus
  for (const character of text) {
    const sum = (product + valueIn(characters, character)) % modulus
    product = (sum === 0 ? modulus : sum) * 2 % (modulus + 1)
  }
  return (modulus + 1 - product) % modulus
}

function valueIn (characters: string, character: string): number {
  const value = characters.indexOf(character)
  if (value < 0) throw new RangeError(`'${character}' is not one of ${characters}`)
  return value
}
