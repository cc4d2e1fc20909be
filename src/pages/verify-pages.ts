import type { FastifyInstance } from 'fastify'
import { verifyDocument } from '../cases/document-verification.js'
import { verifyLicence } from '../cases/licence-verification.js'
import { inWords, momentInWords } from '../documents/wording.js'
import type { AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { html, type Html } from './html.js'
import { sendPlainPage, type PlainPage } from './plain-page.js'

const open = { config: { access: 'public' }, schema: { hide: true } } as const

/** Where the QR codes of licences lead, and where a code that is printed on a document is looked up: pages without script. */
export function registerVerifyPages (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get<{ Querystring: { code?: unknown } }>('/verify', open, async (request, reply) => {
    const code = typeof request.query.code === 'string' ? request.query.code.trim() : ''
    if (code !== '') return await reply.redirect(`/verify/${isDocumentCode(code) ? 'documents/' : ''}${encodeURIComponent(code)}`)
    return await sendPlainPage(request, reply, () => ({ title: '核验', body: form }))
  })

  app.get<{ Params: { code: string } }>('/verify/:code', open, async (request, reply) => await sendPlainPage(request, reply,
    async () => licencePage(await verifyLicence(database, request.params.code, { from: networkOf(request.ip), now: clock.now() }))))

  app.get<{ Params: { code: string } }>('/verify/documents/:code', open, async (request, reply) => await sendPlainPage(request, reply,
    async () => documentPage(await verifyDocument(database, request.params.code, { from: networkOf(request.ip), now: clock.now() }))))
}

/** Codes of documents are 20 hexadecimal digits, those of licences are 22 characters of Base64 (`issue-document`, `composite-licence`). */
function isDocumentCode (code: string): boolean {
  return /^[0-9a-f]{20}$/.test(code)
}

const form = html`
<p>扫行业综合许可证上的二维码可以直接核验。也可以输入证上的验证码，或者文书页脚的“文书核验码”。</p>
<form action="/verify" method="get">
<p><label for="code">验证码</label><br><input id="code" name="code" required maxlength="100" autocomplete="off"></p>
<p><button type="submit">核验</button></p>
</form>`

function licencePage (licence: Awaited<ReturnType<typeof verifyLicence>>): PlainPage {
  const { name, licenceNo, isValid, holderName, holderUsci, legalRepName, premisesAddress, entries, removed, verifiedAt } = licence
  return {
    title: `${name}核验`,
    body: html`
<p class="${isValid ? 'good' : 'bad'}">${isValid ? '证照有效：载明的许可中有现行有效的，各项状态见下。' : '证照所载的许可现在都不是有效状态。'}</p>
<dl>
<dt>证照编号</dt><dd>${licenceNo}</dd>
<dt>持证主体</dt><dd>${holderName}</dd>
<dt>统一社会信用代码</dt><dd>${holderUsci}</dd>
<dt>法定代表人（负责人）</dt><dd>${legalRepName}</dd>
<dt>经营场所</dt><dd>${premisesAddress}</dd>
</dl>
<h2>载明的许可</h2>
${entries.map((entry) => html`
<section>
<h3>${entry.certificateName} <strong class="${entry.state === 'valid' ? 'good' : 'bad'}">${entry.stateName}</strong></h3>
<dl>
<dt>证件编号</dt><dd>${entry.certificateNo}</dd>
<dt>发证机关</dt><dd>${entry.department}</dd>
<dt>范围</dt><dd>${entry.scope}</dd>
<dt>发证日期</dt><dd>${inWords(entry.issuedOn)}</dd>
<dt>有效期</dt><dd>${entry.validUntil === null ? entry.validityText : `至 ${inWords(entry.validUntil)}`}</dd>
</dl>
</section>`)}
${removed.length > 0 && html`<h2>不再载明的证件</h2>
<ul>${removed.map((one) => html`<li>${one.name}（${one.certificateNo}）：${one.stateName}，${momentInWords(one.removedAt)}起不再载明</li>`)}</ul>`}
<p>核验时间 ${momentInWords(verifiedAt)}。以此刻显示的状态为准，截图不作凭证。每次核验都有记录。</p>`
  }
}

function documentPage ({ documentNo, title, organ, issuedAt, sha256, sm3, signature }: Awaited<ReturnType<typeof verifyDocument>>): PlainPage {
  return {
    title: '文书核验',
    body: html`
${signatureLine(signature)}
<dl>
<dt>文书</dt><dd>${title}</dd>
<dt>文号</dt><dd>${documentNo}</dd>
<dt>制发机关</dt><dd>${organ}</dd>
<dt>制发时间</dt><dd>${momentInWords(issuedAt)}</dd>
<dt>文件摘要 SHA-256</dt><dd><code>${sha256 ?? '文件尚在生成'}</code></dd>
<dt>文件摘要 SM3</dt><dd><code>${sm3 ?? '文件尚在生成'}</code></dd>
</dl>
<p>手里的文件与这里的摘要一致，才是制发的那一份。</p>`
  }
}

function signatureLine (signature: { isValid: boolean } | null): Html {
  if (signature === null) return html`<p class="warn">本平台制发过这份文书；它没有机关的电子签名，或者文件尚在生成。</p>`
  return signature.isValid ? html`<p class="good">本平台制发过这份文书，机关的电子签名（SM2）有效。</p>` : html`<p class="bad">登记的签名与文件摘要不符，请向制发机关核实。</p>`
}
