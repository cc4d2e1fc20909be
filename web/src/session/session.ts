import { computed, ref } from 'vue'
import { ApiFailure, ask, whenSignedOut, whenSomebodyElse } from '../api/client.ts'
import type { Person } from '../api/types.ts'
import { forgetSent } from '../desk/inspection/device-store.ts'
import { forgetAnswers } from '../portal/guide/kept-answers.ts'
import { isOperator as isAccountOfOperator, windowRegionsOf } from '../../../src/domain/groups.ts'
import { forgetPerson, leaving, rememberedPerson } from './remembered-person.ts'

/** Who is signed in: `undefined` until it is known, `null` nobody. */
const person = ref<Person | null | undefined>(undefined)
/** When the session ends, by this device's clock. */
const endsAt = ref<number>()
/** Whether it can go on beyond that: not when it has lasted as long as a session may. */
const isProlongable = ref(true)
/** Set while a session that has ended waits for its person: whether they came back. */
const waiting = ref<{ resolve: (isBack: boolean) => void } | null>(null)
let first: Promise<void> | undefined
/** How often somebody else has taken over in this window: each time its page begins anew, and shows nothing of the former person's. */
const turns = ref(0)

/** Operators retry and send again what others only see. */
const isOperator = computed(() => person.value ? isAccountOfOperator(person.value) : false)

/** Regions whose 综合窗口 the person works at. */
const windowRegions = computed(() => person.value?.kind === 'staff' ? windowRegionsOf(person.value.groups) : [])

export function useSession () {
  return { person, endsAt, isProlongable, turns, isOperator, windowRegions, isWaiting: computed(() => waiting.value !== null), signIn, signInAgain, comeBack, giveUp, signOut, whoAmI, lookAgain, goOn }
}

/** Asks once a page who is signed in. */
export async function whoAmI (): Promise<Person | null> {
  first ??= load()
  await first
  return person.value ?? null
}

async function load (): Promise<void> {
  try {
    await leave()
    // Until then the session is still that of who has left
    if (leaving.isNoted()) {
      person.value = null
      first = undefined
      return
    }
    take(await ask<Person>('GET', '/session'))
  } catch (error) {
    // Nobody, or nobody can tell just now: the next page asks again
    const isKnown = error instanceof ApiFailure && error.status === 401
    if (!isKnown) first = undefined
    else forgetPerson()
    person.value = isKnown ? null : rememberedPerson()
  }
}

function take (signedIn: Person): void {
  if (rememberedPerson()?.login !== signedIn.login) forgetPerson()
  if (person.value && person.value.login !== signedIn.login) {
    turns.value += 1
    endWait(false)
  }
  person.value = signedIn
  endsAt.value = Date.now() + signedIn.endsInSeconds * 1000
  isProlongable.value = signedIn.isProlongable
}

/** When the session ends now: it may have been prolonged in another window. Its person stays when it has ended. */
async function lookAgain (): Promise<void> {
  await askForEnd('GET').catch(() => {})
}

/** The session begins anew, unless it has ended meanwhile. @throws ApiFailure */
async function goOn (): Promise<void> {
  await askForEnd('PUT')
}

async function askForEnd (method: 'GET' | 'PUT'): Promise<void> {
  try {
    take(await ask<Person>(method, '/session'))
  } catch (error) {
    if (!(error instanceof ApiFailure && error.status === 401)) throw error
    endsAt.value = Date.now()
  }
}

/** @throws ApiFailure `wrong-credentials`, `too-many-requests` */
export async function signIn (login: string, password: string): Promise<Person> {
  const signedIn = await ask<Person>('POST', '/session', { body: { login, password } })
  leaving.forget()
  take(signedIn)
  first = Promise.resolve()
  return signedIn
}

/**
 * Also without a network: the device forgets at once who worked on it and what of theirs has been sent, and the server closes the session as soon as it is
 * reached. What waits to be sent stays, for them alone.
 */
export async function signOut (): Promise<void> {
  const former = person.value?.login
  forgetPerson()
  forgetAnswers()
  leaving.note()
  person.value = null
  await forgetSent((login) => login === former).catch(() => {})
  await leave()
}

async function leave (): Promise<void> {
  if (!leaving.isNoted()) return
  await ask('DELETE', '/session').then(leaving.forget, () => {})
}

window.addEventListener('online', leave)

/** The same person comes back: what waited goes on. Somebody else can't go on with another's work. @throws ApiFailure as `signIn` */
async function signInAgain (login: string, password: string): Promise<void> {
  await signIn(login, password)
  endWait(true)
}

function giveUp (): void {
  forgetPerson()
  forgetAnswers()
  person.value = null
  endWait(false)
}

function endWait (isBack: boolean): void {
  waiting.value?.resolve(isBack)
  waiting.value = null
}

let awaited: Promise<boolean> | undefined

/** Asks the person of an ended session to sign in again; whether they did. */
async function comeBack (): Promise<boolean> {
  if (person.value === null || person.value === undefined) return false
  awaited ??= new Promise<boolean>((resolve) => { waiting.value = { resolve } }).finally(() => { awaited = undefined })
  return await awaited
}

whenSignedOut(comeBack)
whenSomebodyElse(lookAgain)
