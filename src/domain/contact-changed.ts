const names = { phone: '手机号码', email: '电子邮箱' } as const

/**
 * To the addresses that an account had: its person hears of a change that isn't theirs. 忘记密码 mails to the mailbox of now, so who has lost the mailbox
 * is sent to the window.
 */
export function contactChangedWords (login: string, changed: readonly (keyof typeof names)[]): { title: string, body: string } {
  const what = changed.map((field) => names[field]).join('和')
  const help = changed.includes('email') ? '请马上带身份证件到综合窗口，或者拨打 12345' : '请马上在登录页用“忘记密码”重新设定密码，或者带身份证件到综合窗口'
  return { title: `账号的${what}已经更改`, body: `账号 ${login} 登记的${what}刚刚更改。是您本人改的，不用理会；不是的，${help}。` }
}

/** To an account for which a window has given a reset code. */
export function resetCodeGivenWords (login: string): { title: string, body: string } {
  return { title: '窗口给了重设密码的重设码', body: `有人持身份证件到综合窗口，为账号 ${login} 取得了重设密码的重设码。是您本人的，不用理会；不是的，请马上拨打 12345，或者带身份证件到综合窗口。` }
}

/** To an account whose password was set anew. */
export function passwordResetWords (login: string): { title: string, body: string } {
  return { title: '密码已经重新设定', body: `账号 ${login} 的密码刚刚重新设定，在各处的登录都已退出。是您本人设定的，不用理会；不是的，请马上拨打 12345，或者带身份证件到综合窗口。` }
}
