/** What the API says went wrong; `message` is in the user's language. `code`: its error code, or `offline`. */
export class ApiFailure extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown>

  constructor (status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'ApiFailure'
    this.status = status
    this.code = code
    this.details = details
  }

  /**
   * Sending the same again changes nothing: it is refused for good. An ended session (401), too many requests and a session of somebody else's pass: what
   * waits on the device goes out when its person is back. Who has just pressed a button and then did not sign in again is told so instead (desk/inspection/submission.ts).
   */
  get isFinal (): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 401 && this.status !== 429 && !isForSomebodyElse(this)
  }
}

export interface FieldProblem { field: string, label: string, problem: string }

/** Which fields the API found fault with; empty when it was something else. */
export function fieldProblemsOf (error: unknown): FieldProblem[] {
  const problems = error instanceof ApiFailure ? error.details.problems : undefined
  return Array.isArray(problems) ? problems as FieldProblem[] : []
}

export function messageOf (error: unknown): string {
  return error instanceof ApiFailure ? error.message : '页面出了错，请刷新后再试'
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export interface AskOptions {
  body?: unknown
  signal?: AbortSignal
  headers?: Record<string, string>
  /** Whose work this is: the server refuses it when somebody else is signed in by now. */
  as?: string
}

const apiRoot = '/api/v1'

let onSignedOut: () => Promise<boolean> = async () => false
let onSomebodyElse: () => Promise<void> = async () => {}

/** What is done when a session has ended in the middle of something; whether the request may be made again. */
export function whenSignedOut (signInAgain: () => Promise<boolean>): void {
  onSignedOut = signInAgain
}

/** What is done when somebody else has signed in meanwhile, in another window. */
export function whenSomebodyElse (lookAgain: () => Promise<void>): void {
  onSomebodyElse = lookAgain
}

/** The session is somebody else's now: the work waits for its own person. */
export function isForSomebodyElse (error: unknown): boolean {
  return error instanceof ApiFailure && error.code === 'signed-in-as-other'
}

/**
 * Asks the API; paths are below `/api/v1`. A request that meets an ended session waits until its person has signed in again, and is made once more.
 * @throws ApiFailure
 */
export async function ask<Answer> (method: Method, path: string, options: AskOptions = {}): Promise<Answer> {
  return await answerOf(await sendSignedIn(method, path, options))
}

/** Asks for a file, such as a print or a material, as `ask` does for an answer. @throws ApiFailure */
export async function askFile (method: Method, path: string, options: AskOptions = {}): Promise<Blob> {
  const response = await sendSignedIn(method, path, { ...options, headers: { accept: '*/*', ...options.headers } })
  return response.ok ? await response.blob() : await answerOf(response)
}

async function sendSignedIn (method: Method, path: string, options: AskOptions): Promise<Response> {
  return await signedIn(path, async () => await send(method, path, options))
}

/** Once more for who has signed in again meanwhile. */
async function signedIn (path: string, request: () => Promise<Response>): Promise<Response> {
  const response = await request()
  return response.status === 401 && path !== '/session' && await onSignedOut() ? await request() : response
}

/** Sends a file and tells how much of it has gone, from 0 to 1; `as`: as for `ask`. @throws ApiFailure */
export async function upload<Answer> (method: 'POST' | 'PUT', path: string, form: FormData, onProgress: (fraction: number) => void = () => {}, as?: string): Promise<Answer> {
  return await answerOf(await signedIn(path, async () => await sendForm(method, path, form, onProgress, as)))
}

async function sendForm (method: string, path: string, form: FormData, onProgress: (fraction: number) => void, as: string | undefined): Promise<Response> {
  const request = new XMLHttpRequest()
  request.open(method, `${apiRoot}${path}`)
  for (const [name, value] of Object.entries({ accept: 'application/json', ...sender(as) })) request.setRequestHeader(name, value)
  request.upload.addEventListener('progress', ({ loaded, total }) => { if (total > 0) onProgress(loaded / total) })
  return await new Promise((resolve, reject) => {
    request.addEventListener('load', () => resolve(new Response(request.status === 204 ? null : request.responseText, { status: request.status })))
    for (const event of ['error', 'abort', 'timeout']) request.addEventListener(event, () => reject(offline()))
    request.send(form)
  })
}

async function send (method: Method, path: string, { body, signal, headers = {}, as }: AskOptions): Promise<Response> {
  const isForm = body instanceof FormData
  try {
    return await fetch(`${apiRoot}${path}`, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }), ...sender(as), ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal })
    })
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw offline()
  }
}

function sender (login: string | undefined): Record<string, string> {
  return login === undefined ? {} : { 'x-signed-in-as': encodeURIComponent(login) }
}

function offline (): ApiFailure {
  return new ApiFailure(0, 'offline', '连不上服务器，请检查网络后再试；填写的内容还在')
}

async function answerOf<Answer> (response: Response): Promise<Answer> {
  const text = await response.text()
  const body = parse(text)
  if (response.ok) return body as Answer
  const { code, message, details } = (body ?? {}) as { code?: string, message?: string, details?: Record<string, unknown> }
  const failure = new ApiFailure(response.status, code ?? 'internal', message ?? '服务器现在不能处理，请稍后再试', details)
  if (isForSomebodyElse(failure)) await onSomebodyElse()
  throw failure
}

function parse (text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
