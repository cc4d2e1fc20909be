import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LicenceAnswer, VerificationAnswer } from './api-shapes.js'
import type { HttpSession } from './http-session.js'
import type { Played } from './play-story.js'

/** Writes every document of the case as PDF, and the licence's data as issued, to a folder made anew. Returns the number of PDFs. */
export async function keepPapers (applicant: HttpSession, played: Played, folder: string): Promise<number> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [index, { documentNo, title }] of played.documents.entries()) {
    const pdf = await applicant.download(`/cases/${played.caseNo}/documents/${encodeURIComponent(documentNo)}`)
    await writeFile(join(folder, `${String(index + 1).padStart(2, '0')}-${title}-${documentNo}.pdf`), pdf)
  }
  if (played.licenceNo !== null) {
    const licence = await applicant.get<LicenceAnswer>(`/licences/${played.licenceNo}`)
    await writeFile(join(folder, 'composite-licence.json'), `${JSON.stringify(licence, null, 2)}\n`)
  }
  return played.documents.length
}

/** Opens the page at the address in the licence's QR code, as anybody with a telephone can, and asks the API for the same. Throws when it is not valid. */
export async function verifyByQrAddress (applicant: HttpSession, licenceNo: string): Promise<{ licence: LicenceAnswer, verification: VerificationAnswer }> {
  const licence = await applicant.get<LicenceAnswer>(`/licences/${licenceNo}`)
  const page = await fetch(licence.verifyUrl)
  if (!page.ok || !(await page.text()).includes(licenceNo)) throw new Error(`${licence.verifyUrl}: ${page.status}`)
  const verification = await applicant.get<VerificationAnswer>(`/verify/${licence.verifyUrl.split('/').at(-1)!}`)
  if (!verification.isValid || verification.licenceNo !== licenceNo) throw new Error(`licence ${licenceNo} could not be verified`)
  return { licence, verification }
}
