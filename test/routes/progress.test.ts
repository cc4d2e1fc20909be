import t from 'tap'
import { acceptedShop } from '../support/api/accepted.js'
import { ask } from '../support/api/people.js'
import { shopForm } from '../support/api/shop.js'

const phoneEnd = String(shopForm.contact_phone).slice(-4)

t.test('who holds the receipt and knows the telephone\'s end sees the steps, and nobody\'s name', async (t) => {
  const { api: { app, database }, caseNo } = await acceptedShop(t, ['food-operation'])
  const { receipt_code: receiptCode } = await database('case_file').where({ case_no: caseNo }).first<{ receipt_code: string }>('receipt_code')

  const response = await ask(app, 'POST', '/progress', { payload: { receiptCode: ` ${receiptCode.toLowerCase()} `, phoneEnd } })

  t.equal(response.statusCode, 200, response.body)
  t.match(response.json(), { caseNo, industryName: '便利店', permits: [{ name: '食品经营许可', stateName: '审查中', dueOn: '2026-11-30' }] })
  for (const word of [shopForm.entity_name, shopForm.usci, shopForm.contact_phone]) t.notOk(response.body.includes(String(word)))
})

t.test('a wrong code and wrong digits are one answer; after a handful of tries a code rests, whoever asks, and the right digits help no more', async (t) => {
  const { api: { app, database, clock }, caseNo } = await acceptedShop(t, [])
  const { receipt_code: receiptCode } = await database('case_file').where({ case_no: caseNo }).first<{ receipt_code: string }>('receipt_code')
  let network = 1
  const answer = async (payload: object): Promise<[number, string]> => {
    const response = await ask(app, 'POST', '/progress', { payload, remoteAddress: `192.0.2.${network++}` })
    return [response.statusCode, response.json().code]
  }

  t.same(await answer({ receiptCode: `${caseNo}!`, phoneEnd }), [404, 'progress-not-found'])
  t.same(await answer({ receiptCode, phoneEnd: '12' }), [400, 'bad-request'])
  for (let right = 0; right < 8; right++) t.same((await answer({ receiptCode, phoneEnd }))[0], 200)
  for (let wrong = 0; wrong < 4; wrong++) t.same(await answer({ receiptCode, phoneEnd: '0000' }), [404, 'progress-not-found'])
  t.same(await answer({ receiptCode, phoneEnd }), [429, 'too-many-requests'])
  clock.set('2026-11-23T11:01:00+08:00')
  t.same((await answer({ receiptCode, phoneEnd }))[0], 200)
})
