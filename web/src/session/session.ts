import { computed, ref } from 'vue'
import { ApiFailure, ask, whenSignedOut } from '../api/client.ts'
import type { Person } from '../api/types.ts'
import { forgetPerson, rememberedPerson } from './remembered-person.ts'

/** Who is signed in: `undefined` until it is known, `null` nobody. */
const person = ref<Person | null | undefined>(undefined)
/** Set while a session that has ended waits for its person: whether they came back. */
const waiting = ref<{ resolve: (isBack: boolean) => void } | null>(null)
let first: Promise<void> | undefined

/** Operators retry and send again what others only see. */
const isOperator = computed(() => person.value?.groups.some((group) => group === 'ops' || group === 'admin') === true)

export function useSession () {
  return { person, isOperator, isWaiting: computed(() => waiting.value !== null), signIn, signInAgain, giveUp, signOut, whoAmI }
}

/** Asks once a page who is signed in. */
export async function whoAmI (): Promise<Person | null> {
  first ??= load()
  await first
  return person.value ?? null
}

async function load (): Promise<void> {
  try {
    person.value = await ask<Person>('GET', '/session')
  } catch (error) {
    // Nobody, or nobody can tell just now: the next page asks again
    const isKnown = error instanceof ApiFailure && error.status === 401
    if (!isKnown) first = undefined
    else forgetPerson()
    person.value = isKnown ? null : rememberedPerson()
  }
}

/** @throws ApiFailure `wrong-credentials`, `too-many-requests` */
export async function signIn (login: string, password: string): Promise<Person> {
  const signedIn = await ask<Person>('POST', '/session', { body: { login, password } })
  person.value = signedIn
  first = Promise.resolve()
  return signedIn
}

export async function signOut (): Promise<void> {
  await ask('DELETE', '/session')
  forgetPerson()
  person.value = null
}

/** The same person comes back: what waited goes on. Somebody else can't go on with another's work. @throws ApiFailure as `signIn` */
async function signInAgain (login: string, password: string): Promise<void> {
  await signIn(login, password)
  waiting.value?.resolve(true)
  waiting.value = null
}

function giveUp (): void {
  person.value = null
  waiting.value?.resolve(false)
  waiting.value = null
}

let awaited: Promise<boolean> | undefined
whenSignedOut(async () => {
  if (person.value === null || person.value === undefined) return false
  awaited ??= new Promise<boolean>((resolve) => { waiting.value = { resolve } }).finally(() => { awaited = undefined })
  return await awaited
})
