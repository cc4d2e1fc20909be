/** How long the link of a mail can be used, from its being sent. */
export const resetValidMinutes = 30

/** How long a code that the window has given can be used. */
export const resetCodeValidMinutes = 10

/** The mail to who has forgotten a password; the link follows it. */
export function resetMail (login: string): { title: string, body: string } {
  return {
    title: '重新设定密码',
    body: `有人申请重新设定账号 ${login} 的密码。是您本人申请的，请在 ${resetValidMinutes} 分钟内打开下面的链接设定新密码，链接只能用一次；不是您申请的，不用理会，密码没有变。`
  }
}
