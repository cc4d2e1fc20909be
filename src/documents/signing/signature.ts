import { sm2 } from 'sm-crypto-v2'

/** SM2 with SM3 (GB/T 32918.2), the standard's own signer id, DER: what OpenSSL verifies with `distid:1234567812345678`. */
const standard = { hash: true, der: true } as const

export interface SignedDigests {
  documentNo: string
  /** Of the PDF, hexadecimal. */
  sha256: string
  sm3: string
}

/** What an organ signs: number, SHA-256 and SM3 of the PDF, a line each, UTF-8. */
export function signedStatement ({ documentNo, sha256, sm3 }: SignedDigests): string {
  return [documentNo, sha256, sm3].join('\n')
}

/** Keys and signatures are hexadecimal; the public key is an uncompressed point. */
export function makeKeyPair (): { publicKey: string, privateKey: string } {
  return sm2.generateKeyPairHex()
}

export function signDigests (digests: SignedDigests, { publicKey, privateKey }: { publicKey: string, privateKey: string }): string {
  return sm2.doSignature(signedStatement(digests), privateKey, { ...standard, publicKey })
}

/** False for whatever is no signature of these digests by this key. */
export function isSignatureOf (digests: SignedDigests, signature: string, publicKey: string): boolean {
  try {
    return sm2.doVerifySignature(signedStatement(digests), signature, publicKey, standard)
  } catch {
    return false
  }
}
