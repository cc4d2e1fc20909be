import { isMailAddress, isMobileNumber } from './contact-addresses.js'
import { isValidIdNumber, isValidUsci } from './identifiers.js'
import { nameProblem, tidyName } from './names.js'
import type { CivilDate } from './time.js'

export const shortestPassword = 10

/** 2 to 64 letters, digits or . _ @ -. */
export function isLogin (text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/.test(text)
}

export interface Business { usci: string, name: string }

/** What a person registers with. `businesses`: those that they act for, none yet or several. */
export interface Registration { login: string, password: string, name: string, idNumber: string, phone: string, email: string | null, businesses: Business[] }

export interface RegistrationProblem { field: string, label: string, problem: string }

/** Everything that is wrong with a registration, field by field: check digits of identity numbers (GB 11643) and credit codes (GB 32100) as well. */
export function registrationProblems (registration: Registration, today: CivilDate): RegistrationProblem[] {
  const { login, password, idNumber, phone, email, businesses } = registration
  const weakness = passwordProblem(password, [login, idNumber, phone])
  return [
    ...problemsAmong([
      [isLogin(login), 'login', '账号', '应为 2 到 64 个字母、数字或 . _ @ -，以字母或数字开头'],
      [weakness === undefined, 'password', '密码', weakness ?? '']
    ]),
    ...personProblems(registration, today),
    ...contactProblems({ email }),
    ...businessProblems(businesses)
  ]
}

/** What is wrong with how somebody wants to be reached; what is left out is right. */
export function contactProblems ({ phone, email = null }: { phone?: string, email?: string | null }): RegistrationProblem[] {
  return problemsAmong([
    [phone === undefined || isMobileNumber(phone), 'phone', '手机号码', '应为 11 位手机号码'],
    [email === null || isMailAddress(email), 'email', '电子邮箱', '格式不正确']
  ])
}

/** What is wrong with who somebody says they are. */
export function personProblems ({ name, idNumber, phone }: Pick<Registration, 'name' | 'idNumber' | 'phone'>, today: CivilDate): RegistrationProblem[] {
  return [...problemsAmong(identityChecks({ name, idNumber }, today)), ...contactProblems({ phone })]
}

/** The same of somebody whose identity card was shown. */
export function identityProblems (shown: Pick<Registration, 'name' | 'idNumber'>, today: CivilDate): RegistrationProblem[] {
  return problemsAmong(identityChecks(shown, today))
}

/** Somebody came as the agent of themself. */
export function ownAgent (field: string, label: string): RegistrationProblem {
  return { field, label, problem: '与申请人本人相同：代办须由申请人授权另一个人，本人来的请选“本人”' }
}

type Check = [isRight: boolean, field: string, label: string, problem: string]

function identityChecks ({ name, idNumber }: Pick<Registration, 'name' | 'idNumber'>, today: CivilDate): Check[] {
  return [
    nameCheck(name, 'name', '姓名'),
    [isValidIdNumber(idNumber, today), 'idNumber', '身份证件号码', '校验位不符或格式不对，请逐位核对 18 位号码']
  ]
}

function nameCheck (name: string, field: string, label: string): Check {
  const problem = nameProblem(name)
  return [problem === undefined, field, label, problem ?? '']
}

function problemsAmong (checks: Check[]): RegistrationProblem[] {
  return checks.filter(([isRight]) => !isRight).map(([, field, label, problem]) => ({ field, label, problem }))
}

/** With their names as they are kept. */
export function tidyBusinesses (businesses: readonly Business[]): Business[] {
  return businesses.map(({ usci, name }) => ({ usci, name: tidyName(name) }))
}

/** @param businesses in the order in which they stand in the form: the field of the second one is `businesses.1.usci` */
export function businessProblems (businesses: readonly Business[]): RegistrationProblem[] {
  return businesses.flatMap(({ usci, name }, index) => [
    ...(isValidUsci(usci) ? [] : [{ field: `businesses.${index}.usci`, label: `第 ${index + 1} 家的统一社会信用代码`, problem: '校验位不符或格式不对，请逐位核对营业执照上的 18 位代码' }]),
    ...problemsAmong([nameCheck(name, `businesses.${index}.name`, `第 ${index + 1} 家的名称`)]),
    ...(businesses.findIndex((one) => one.usci === usci) < index ? [{ field: `businesses.${index}.usci`, label: `第 ${index + 1} 家的统一社会信用代码`, problem: '这一家已经填过' }] : [])
  ])
}

/** Why a password won't do; `known`: what others know of the person. Undefined: it will. */
export function passwordProblem (password: string, known: string[]): string | undefined {
  if (password.length < shortestPassword) return `至少 ${shortestPassword} 个字符`
  return isEasy(password, known) ? '太容易猜：不要用账号、号码，或者重复、连续的字符' : undefined
}

/** Few characters, mostly repeated or in a row, or what others know of the person. */
function isEasy (password: string, known: string[]): boolean {
  const characters = [...password.toLowerCase()].map((character) => character.codePointAt(0)!)
  const inRow = characters.filter((code, index) => index > 0 && Math.abs(code - characters[index - 1]!) <= 1).length
  return new Set(characters).size < 4 || inRow >= (characters.length - 1) * 0.8 ||
    known.some((one) => one !== '' && password.toLowerCase().includes(one.toLowerCase()))
}
