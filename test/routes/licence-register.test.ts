import t from 'tap'
import { licensed } from '../support/api/licensed.js'
import { signedIn } from '../support/api/people.js'

t.test('the register is searched by number, holder, code and address, and only so', async (t) => {
  const api = await licensed(t)
  const supervisor = await signedIn(api, { login: 'supervisor', kind: 'staff', groups: ['supervisor'] })
  const found = async (query: string): Promise<string[]> => ((await supervisor.ask('GET', `/supervision/licences?${query}`)).json().items as { licenceNo: string }[]).map(({ licenceNo }) => licenceNo)

  t.match((await supervisor.ask('GET', '/supervision/licences')).json(), {
    items: [{ licenceNo: 'ZH4102022026000001', entries: [{ certificateNo: '410202100001', stateName: '有效' }, { certificateName: '食品经营许可证' }] }], next: null
  })
  for (const q of ['2026000001', '惠民', '91410202']) t.same(await found(`q=${encodeURIComponent(q)}`), ['ZH4102022026000001'], q)
  for (const q of ['%', '_', '\\', '没有这一家']) t.same(await found(`q=${encodeURIComponent(q)}`), [], q)
  t.same(await found('industry=hotel'), [])
  t.equal((await supervisor.ask('GET', '/supervision/licences?cursor=x')).statusCode, 400)
})

t.test('an export opens in a spreadsheet, runs nothing there, and is logged', async (t) => {
  const api = await licensed(t)
  await api.database('licence').update({ holder_name: '=HYPERLINK("http://x")' })
  const supervisor = await signedIn(api, { login: 'supervisor', kind: 'staff', groups: ['supervisor'] })

  const response = await supervisor.ask('GET', '/supervision/licences.csv?industry=convenience-store')

  t.match(response.headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': /attachment/ })
  const [head, row] = response.body.split('\n')
  t.match(head, /^\uFEFF证照编号,证照名称/)
  t.match(row, /ZH4102022026000001/)
  t.match(row, /"'=HYPERLINK/)
  t.match(row, /烟草专卖零售许可证 410202100001（有效）/)
  t.match(await api.database('audit_log').where({ action: 'export-licences' }), [{ subject: '全部' }])
})
