import t from 'tap'
import * as identifiers from '../../src/domain/identifiers.js'

const { isValidUsci, isValidIdNumber, checkCharacterMod37: mod37, checkDigitMod11: mod11, caseNumber, receiptCode, subCaseNumber } = identifiers

t.test('the check character of a unified social credit code follows GB 32100', async (t) => {
  t.equal(identifiers.usciCheckCharacter('91350100M000100Y4'), '3')
  t.equal(isValidUsci('91350100M000100Y43'), true)
  for (const [usci, why] of [
    ['91350100M000100Y44', 'wrong check character'],
    ['91350100M000100Y4', 'too short'],
    ['91350100M000100Y433', 'too long'],
    ['91350100I000100Y43', 'a letter that the set leaves out'],
    ['91350100m000100y43', 'small letters'],
    ['9135010AM000100Y43', 'a letter in the division code'],
    ['', 'empty']
  ] as const) t.equal(isValidUsci(usci), false, why)
})

t.test('the check character of an identity number follows GB 11643', async (t) => {
  t.equal(identifiers.idNumberCheckCharacter('11010519491231002'), 'X')
  t.equal(isValidIdNumber('11010519491231002X', '2026-11-23'), true)
  for (const [idNumber, why] of [
    ['110105194912310021', 'wrong check character'],
    ['11010519491231002x', 'small x'],
    ['11010519491331002X', 'month 13'],
    [`11010520270101001${identifiers.idNumberCheckCharacter('11010520270101001')}`, 'born tomorrow'],
    [`99010519491231002${identifiers.idNumberCheckCharacter('99010519491231002')}`, 'no such province'],
    ['110105491231002', 'the former fifteen digits']
  ] as const) t.equal(isValidIdNumber(idNumber, '2026-11-23'), false, why)
})

t.test('ISO 7064 check characters agree with the published samples', async (t) => {
  t.equal(mod37('A12425GABC1234002'), 'M')
  t.equal(mod11('0794'), '5')
  t.throws(() => mod37('a'), RangeError)
  t.throws(() => mod11('A'), RangeError)
})

t.test('case, receipt and sub-case numbers are built from region, civil date and serial', async (t) => {
  const caseNo = caseNumber('410202', '2026-11-23', 1)

  t.equal(caseNo, '410202202611230001')
  t.equal(receiptCode(caseNo), '410202202611230001V')
  t.equal(identifiers.isValidReceiptCode('410202202611230001V'), true)
  t.equal(identifiers.isValidReceiptCode('410202202611230010V'), false)
  t.equal(subCaseNumber(caseNo, 1), '410202202611230001-01')
  t.throws(() => caseNumber('410202-KFSFQ', '2026-11-23', 1), RangeError)
  t.throws(() => caseNumber('410202', '2026-11-23', 10_000), RangeError)
  t.throws(() => caseNumber('410202', '2026-11-23', 0), RangeError)
  t.throws(() => subCaseNumber(caseNo, 100), RangeError)
})

t.test('an electronic certificate identifier follows GB/T 36904', async (t) => {
  const identifier = identifiers.electronicCertificateIdentifier({
    typeCode: '11100000000013338W011', issuerCode: '11430000006122244L', serial: '20230000403', version: 1
  })

  t.equal(identifier, '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U')
})

t.test('personal numbers and names are masked', async (t) => {
  t.equal(identifiers.maskIdNumber('11010519491231002X'), '110105********002X')
  t.equal(identifiers.maskPhone('13812345678'), '138****5678')
  t.equal(identifiers.maskPhone('0371-23881234'), '*********1234')
  t.equal(identifiers.maskPhone('110'), '***')
  t.equal(identifiers.maskName('张三'), '张*')
  t.equal(identifiers.maskName('欧阳小丽'), '欧***')
  t.equal(identifiers.maskName('张'), '张')
  t.equal(identifiers.maskHolderCode('11010519491231002X'), '110105********002X')
  t.equal(identifiers.maskHolderCode('91350100M000100Y43'), '91350100M000100Y43')
})
