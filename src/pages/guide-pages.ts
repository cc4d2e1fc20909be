import type { FastifyInstance } from 'fastify'
import { publishedIndustryOf } from '../cases/open-industry.js'
import { listIndustries } from '../cases/industry-list.js'
import { composeFullGuide, type Guide, type GuideMaterial, type GuidePermit } from '../domain/guide.js'
import { limitInWords } from '../domain/limit-words.js'
import { toBeConfirmed } from '../domain/open-marks.js'
import { civilDateOf } from '../domain/time.js'
import type { Region } from '../catalogue/types.js'
import type { AppDependencies } from '../http/context.js'
import { html, type Html } from './html.js'
import { sendPlainPage } from './plain-page.js'

const open = { config: { access: 'public' }, schema: { hide: true } } as const

/** 办事指南 and the windows' telephone numbers as plain pages: everything that an industry may need, with when it does. */
export function registerGuidePages (app: FastifyInstance, { database, clock }: AppDependencies): void {
  app.get('/plain', open, async (request, reply) => await sendPlainPage(request, reply, async () => {
    const industries = await listIndustries(database, civilDateOf(clock.now()), {})
    const regions = industries[0] === undefined ? [] : (await publishedIndustryOf(database, industries[0].id)).regions
    return {
      title: '办事指南和联系方式',
      body: html`
<h2>行业</h2>
<ul>${industries.map(({ id, name, summary }) => html`<li><a href="/plain/industries/${id}">${name}</a>：${summary}</li>`)}</ul>
<h2>窗口</h2>
${windows(regions)}
<p>网上申请需要能运行脚本的浏览器；到窗口可以当面申请，要求相同。</p>`
    }
  }))

  app.get<{ Params: { industry: string } }>('/plain/industries/:industry', open, async (request, reply) => await sendPlainPage(request, reply, async () => {
    const guide = composeFullGuide(await publishedIndustryOf(database, request.params.industry))
    return { title: `${guide.industry.name}办事指南`, body: guideBody(guide) }
  }))
}

function windows (regions: Region[]): Html {
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">窗口</th><th scope="col">地址</th><th scope="col">电话</th></tr></thead>
<tbody>${regions.map(({ window: { name, address, telephone } }) => html`<tr><td>${name}</td><td>${address ?? toBeConfirmed}</td><td>${telephone ?? toBeConfirmed}</td></tr>`)}</tbody>
</table></div>`
}

function guideBody ({ industry, permits, materials, places, flow }: Guide): Html {
  return html`
<p>${industry.summary}</p>
<p>办成后领一张《${industry.licence}》。下面是这个行业可能涉及的全部事项，各写明什么情形下需要。</p>
<h2>要办的事项</h2>
${permits.map(permitSection)}
<h2>材料</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">材料</th><th scope="col">怎样取得</th><th scope="col">用于</th></tr></thead>
<tbody>${materials.map((material) => html`<tr><td>${material.name}</td><td>${treatments[material.treatment]}</td><td>${usesOf(material, permits)}</td></tr>`)}</tbody>
</table></div>
<h2>怎样办</h2>
<ol>${flow.map(({ title, actor, lines }) => html`<li><strong>${title}</strong>（${actor}）<br>${lines.join('；')}</li>`)}</ol>
<h2>在哪里办</h2>
<ul>${places.map(({ departmentName, window, address, telephone }) => html`<li>${departmentName}：${window}，地址${address}，电话${telephone}</li>`)}</ul>`
}

const treatments: Record<GuideMaterial['treatment'], string> = {
  'hand-in': '申请人提交', fetched: '数据共享，免交', generated: '由一张表生成', committed: '以承诺代替', awaited: '本次办理的结果，免交'
}

function permitSection ({ name, kind, certificate, department, choice, appliesWhen, limits, fees, conditions, legalBasis }: GuidePermit): Html {
  return html`
<section>
<h3>${name}（${kind}，${choice === 'required' ? '必办' : '可选'}）</h3>
<dl>
<dt>实施机关</dt><dd>${department.name}</dd>
${appliesWhen !== null && html`<dt>什么情形需要</dt><dd>${appliesWhen}</dd>`}
<dt>办成领</dt><dd>${certificate}</dd>
<dt>承诺期限</dt><dd>${limitInWords(limits.promised)}</dd>
<dt>法定期限</dt><dd>${limits.statutory === null ? '无' : limitInWords(limits.statutory)}</dd>
<dt>收费</dt><dd>${fees}</dd>
<dt>依据</dt><dd>${legalBasis.map(({ law, article }) => `${law}${article ?? ''}`).join('；')}</dd>
</dl>
<details><summary>受理条件</summary><ul>${conditions.map((condition) => html`<li>${condition}</li>`)}</ul></details>
</section>`
}

function usesOf ({ usedBy }: GuideMaterial, permits: GuidePermit[]): string {
  return permits.filter(({ id }) => usedBy.includes(id)).map(({ name }) => name).join('、')
}
