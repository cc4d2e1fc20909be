/** What the API answered when it was not a success. */
export class HttpFailure extends Error {
  readonly status: number
  readonly body: unknown

  constructor (method: string, path: string, status: number, body: unknown) {
    super(`${method} ${path}: ${status} ${JSON.stringify(body)}`)
    this.name = 'HttpFailure'
    this.status = status
    this.body = body
  }
}

export interface Upload { fileName: string, mediaType: string, content: Buffer }

/** One signed-in person, talking to the platform over HTTP and nothing else. */
export interface HttpSession {
  get<T> (path: string): Promise<T>
  post<T> (path: string, body?: unknown, headers?: Record<string, string>): Promise<T>
  put<T> (path: string, body: unknown): Promise<T>
  upload<T> (path: string, file: Upload): Promise<T>
  download (path: string): Promise<Buffer>
}

/** Signs in at `<origin>/api/v1/session`. @throws HttpFailure */
export async function signIn (origin: string, login: string, password: string): Promise<HttpSession> {
  const response = await fetch(`${origin}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify({ login, password })
  })
  if (!response.ok) throw new HttpFailure('POST', '/session', response.status, await bodyOf(response))
  const cookie = response.headers.getSetCookie().map((header) => header.split(';')[0]).join('; ')
  return httpSession(origin, cookie)
}

function httpSession (origin: string, cookie: string): HttpSession {
  async function send (method: string, path: string, body?: string | FormData, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${origin}/api/v1${path}`, { method, headers: { cookie, origin, ...headers }, body: body ?? null })
    if (!response.ok) throw new HttpFailure(method, path, response.status, await bodyOf(response))
    return response
  }
  async function sendJson<T> (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const json = body === undefined ? undefined : JSON.stringify(body)
    return await bodyOf(await send(method, path, json, { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers })) as T
  }
  return {
    get: async (path) => await sendJson('GET', path, undefined),
    post: async (path, body, headers) => await sendJson('POST', path, body, headers),
    put: async (path, body) => await sendJson('PUT', path, body),
    upload: async (path, file) => {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(file.content)], { type: file.mediaType }), file.fileName)
      return await bodyOf(await send('PUT', path, form)) as never
    },
    download: async (path) => Buffer.from(await (await send('GET', path)).arrayBuffer())
  }
}

async function bodyOf (response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  return (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : text
}
