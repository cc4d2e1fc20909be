import t from 'tap'
import { readJudgedItems } from '../../src/domain/judged-item.js'
import { convenienceStore } from '../support/catalogue.js'

const reasons = (await convenienceStore()).reasons!
const row = { kind: 'material', id: 'premises-proof', result: 'deficient' }

t.test('a reason of the catalogue comes with its way to mend it; what is written is added to it', async (t) => {
  const { reason, how_to_mend: howToMend } = reasons.unsigned!

  t.match(readJudgedItems([{ ...row, reasonId: 'unsigned', reason: '', howToMend: null }], reasons), [{ reason, howToMend }])
  t.match(readJudgedItems([{ ...row, reasonId: 'unsigned', reason: '第 3 页', howToMend: '只补第 3 页' }], reasons), [{ reason: `${reason}：第 3 页`, howToMend: '只补第 3 页' }])
})

t.test('one that the catalogue does not have, or not for this, adds nothing', async (t) => {
  for (const reasonId of ['no-such-reason', 'left-out', 'constructor', 7, null]) {
    t.match(readJudgedItems([{ ...row, reasonId, reason: '缺页', howToMend: '补齐' }], reasons), [{ reason: '缺页', howToMend: '补齐' }])
    t.match(readJudgedItems([{ ...row, reasonId }], reasons), [{ reason: null, howToMend: null }], 'the rules refuse it')
  }
  t.match(readJudgedItems([{ ...row, reasonId: 'unsigned' }]), [{ reason: null }], 'a release from before there was a catalogue')
})
