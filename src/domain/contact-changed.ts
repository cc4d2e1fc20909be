const names = { phone: '手机号码', email: '电子邮箱' } as const

/** The mail to the mailbox that an account had: its person hears of a change that isn't theirs. */
export function contactChangedMail (login: string, changed: readonly (keyof typeof names)[]): { title: string, body: string } {
  const what = changed.map((field) => names[field]).join('和')
  return {
    title: `账号的${what}已经更改`,
    body: `账号 ${login} 登记的${what}刚刚更改。是您本人改的，不用理会；不是的，请马上在登录页用“忘记密码”重新设定密码，或者带身份证件到综合窗口。`
  }
}
