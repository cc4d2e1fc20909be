import t from 'tap'
import { isMailAddress, isMobileNumber, maskAddress, maskAddressesIn } from '../../src/domain/contact-addresses.js'

t.test('a mail address is one address and nothing else', async (t) => {
  for (const address of ['zhang.san@example.com', 'li+si@mail.example.cn', '张三@例子.中国', 'ops@localhost', 'a@mail-1.example.com']) t.ok(isMailAddress(address), address)
  for (const text of ['', 'zhang', '@example.com', 'zhang@', 'a@b.cn,c@d.cn', 'a@b.cn c', '张三 <a@b.cn>', 'a@b.cn\r\nBcc: c@d.cn', `${'a'.repeat(250)}@b.cn`, 'a@-', 'a@-b.cn', 'a@b-.cn', 'a@b..cn', 'a@.cn', 'a@b.cn.', 'li\u200b@b.cn', 'li\u202e@b.cn', 'li@b\u200b.cn', 'li@b.c\u2800n']) t.notOk(isMailAddress(text), text)
})

t.test('a mobile number has eleven digits', async (t) => {
  t.ok(isMobileNumber('13812345678'))
  for (const text of ['', '0371-23888888', '12812345678', '138123456789', '+8613812345678']) t.notOk(isMobileNumber(text), text)
})

t.test('an address is masked, alone and in what somebody else\'s server says', async (t) => {
  t.equal(maskAddress('13812345678'), '138****5678')
  t.equal(maskAddress('zhang.san@example.com'), 'z***@example.com')
  t.equal(maskAddress('a@example.com'), 'a***@example.com')
  t.equal(maskAddressesIn('550 5.1.1 <zhang.san@example.com>: no such user (zhang@b.cn)'), '550 5.1.1 <z***@example.com>: no such user (z***@b.cn)')
  t.equal(maskAddressesIn('{"error":"13812345678 is barred","code":40213812345678}'), '{"error":"138****5678 is barred","code":40213812345678}')
})
