import type { FastifyInstance } from 'fastify'
import { queryProgress } from '../cases/progress-query.js'
import { inWords, momentInWords } from '../documents/wording.js'
import type { AppDependencies } from '../http/context.js'
import { networkOf } from '../http/network.js'
import { html } from './html.js'
import { sendPlainPage, type PlainPage } from './plain-page.js'

interface Asked { receiptCode?: unknown, phoneEnd?: unknown }

/** Progress without account and without script. What was asked is in the form's body: addresses are kept by browsers and proxies. */
export function registerProgressPages (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get('/progress', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => await sendPlainPage(request, reply, () => ({ title: '查进度', body: form })))

  app.register(async (pages) => {
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 2000 }, (_request, body, done) => { done(null, Object.fromEntries(new URLSearchParams(String(body)))) })
    pages.post<{ Body: Asked | null }>('/progress', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const { receiptCode, phoneEnd } = request.body ?? {}
      return await sendPlainPage(request, reply, async () => progressPage(
        await queryProgress(database, { receiptCode: String(receiptCode ?? ''), phoneEnd: String(phoneEnd ?? ''), from: networkOf(request.ip) }, clock)))
    })
  })
}

const form = html`
<p>统一收件码印在收件凭证上。不需要账号。</p>
<form action="/progress" method="post">
<p><label for="receiptCode">统一收件码</label><br><input id="receiptCode" name="receiptCode" required maxlength="40" autocomplete="off"></p>
<p><label for="phoneEnd">申请表中联系电话的后四位</label><br><input id="phoneEnd" name="phoneEnd" required pattern="[0-9]{4}" inputmode="numeric" maxlength="4" autocomplete="off"></p>
<p><button type="submit">查询</button></p>
</form>`

function progressPage ({ caseNo, industryName, stateName, submittedAt, permits }: Awaited<ReturnType<typeof queryProgress>>): PlainPage {
  return {
    title: '办件进度',
    body: html`
<dl>
<dt>办件编号</dt><dd>${caseNo}</dd>
<dt>行业</dt><dd>${industryName}</dd>
<dt>状态</dt><dd>${stateName}</dd>
<dt>提交时间</dt><dd>${momentInWords(submittedAt)}</dd>
</dl>
${permits.map(({ name, department, stateName, dueOn, awaited }) => html`
<section>
<h2>${name}</h2>
<dl>
<dt>状态</dt><dd>${stateName}</dd>
<dt>实施机关</dt><dd>${department}</dd>
${awaited !== null && html`<dt>等待</dt><dd>${awaited.name}：${awaited.what}${awaited.dueAt !== null && `（${momentInWords(awaited.dueAt)} 前）`}</dd>`}
${dueOn !== null && html`<dt>承诺办结</dt><dd>${inWords(dueOn)}</dd>`}
</dl>
</section>`)}`
  }
}
