import type { InjectOptions } from 'fastify'

export interface UploadPart { name: string, fileName?: string, type?: string, content: Buffer | string }

/** A multipart/form-data request as a browser sends it, file names in UTF-8. */
export function multipart (...parts: UploadPart[]): Pick<InjectOptions, 'payload' | 'headers'> {
  const boundary = 'onelicence-test-boundary'
  const chunks = parts.flatMap(({ name, fileName, type, content }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n` +
      `${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n')
  ])
  return {
    payload: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }
  }
}

export const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export function pdfUpload (fileName = '制度.pdf', content: Buffer = pdf): Pick<InjectOptions, 'payload' | 'headers'> {
  return multipart({ name: 'file', fileName, type: 'application/pdf', content })
}
