/**
 * The error registry: every code that the API answers with or a model catches, its HTTP status and the Chinese sentence
 * that the user reads. `docs/errors.md` lists the same codes (a test compares both, and the BPMN error codes).
 */
export const errorRegistry = {
  'bad-request': { status: 400, message: '请求格式不正确' },
  'unknown-field': { status: 400, message: '请求中有不认识的字段' },
  'body-too-large': { status: 413, message: '请求内容太长' },
  'unsupported-media-type': { status: 415, message: '不支持这种内容类型' },
  'not-signed-in': { status: 401, message: '请先登录' },
  'wrong-credentials': { status: 401, message: '账号或密码不正确' },
  'wrong-password': { status: 422, message: '密码不正确' },
  forbidden: { status: 403, message: '您没有办理此项的权限' },
  'signed-in-as-other': { status: 403, message: '现在登录的是另一个人，由原来的人登录后再办' },
  'not-found': { status: 404, message: '没有找到' },
  'unknown-industry': { status: 404, message: '没有这个行业' },
  'unknown-edition': { status: 404, message: '没有这一版目录清单' },
  'industry-suspended': { status: 409, message: '本行业现在不按“一业一证”受理新的申请，可按单个事项办理' },
  'unknown-release': { status: 404, message: '没有发布过这个版本' },
  'unknown-permit': { status: 422, message: '没有这个事项，或者它不适用于所填情形' },
  'unknown-material': { status: 404, message: '本次申请不需要这份材料' },
  'tolerance-not-allowed': { status: 422, message: '有的材料不能容缺后补' },
  'no-tolerated-material': { status: 409, message: '没有等您补交的这份容缺材料' },
  'tolerance-not-extendable': { status: 409, message: '这份容缺材料的补交期限不能延长' },
  'application-not-found': { status: 404, message: '没有找到这份申请' },
  'application-changed': { status: 409, message: '这份申请在别处改过（另一个页面、设备或者窗口）' },
  'application-submitted': { status: 409, message: '这份申请已经提交，不能再改' },
  'idempotency-key-reused': { status: 409, message: '这个提交标识已用于另一份申请' },
  'progress-not-found': { status: 404, message: '没有查到：请核对收件码和联系电话后四位' },
  'invalid-registration': { status: 422, message: '注册的内容有误' },
  'invalid-identity': { status: 422, message: '填写的身份有误' },
  'applicant-known': { status: 409, message: '这个身份证件号码已有申请人档案，请查找后使用' },
  'applicant-not-found': { status: 404, message: '没有找到这份申请人档案' },
  'reset-account-unknown': { status: 404, message: '没有这样的账号：账号与出示的身份证件不符' },
  'window-code-unknown': { status: 404, message: '窗口码不对、已经过期，或者与出示的身份证件不符' },
  'login-taken': { status: 409, message: '这个账号已经有人使用' },
  'mail-not-available': { status: 409, message: '本平台现在不发邮件，请带身份证件到窗口重新设定密码' },
  'reset-link-invalid': { status: 409, message: '这个链接或者重设码不对、已经失效或者用过，请重新申请，或者到窗口重新取' },
  'invalid-password': { status: 422, message: '新密码不合要求' },
  'unknown-business': { status: 422, message: '没有登记这个经营主体' },
  'earlier-file-not-found': { status: 404, message: '您以前没有交过这份文件' },
  'incident-not-found': { status: 404, message: '没有这个待处理的异常，可能已经解决' },
  'case-not-found': { status: 404, message: '没有找到这个办件' },
  'document-not-found': { status: 404, message: '没有找到这份文书' },
  'document-code-unknown': { status: 404, message: '文书核验码无效，未查到对应的文书' },
  'task-not-found': { status: 404, message: '没有找到这个任务，或者它不归您办理' },
  'task-not-claimed': { status: 409, message: '请先签收任务再办理' },
  'task-claimed-by-other': { status: 409, message: '任务已由他人签收' },
  'task-done': { status: 409, message: '任务已经办结' },
  'hand-over-under-way': { status: 409, message: '这个事项已经交给另一个领取人，或者正在交，请刷新后再看' },
  'licence-not-found': { status: 404, message: '没有找到这张证照' },
  'verification-not-found': { status: 404, message: '验证码无效，未查到对应的证照' },
  'notification-not-found': { status: 404, message: '没有找到这条通知投递' },
  'notification-not-failed': { status: 409, message: '只有没有送到的通知才能重新发送' },
  'invalid-form': { status: 422, message: '表单有需要更正的内容' },
  'invalid-answers': { status: 422, message: '问答有需要更正的内容' },
  'unanswered-questions': { status: 422, message: '还有问题没有回答，不能推算' },
  'date-outside-calendar': { status: 422, message: '这一年的放假调休安排还没有公布，不能推算' },
  'commitment-not-allowed': { status: 422, message: '该事项依法不能以告知承诺方式办理' },
  'no-permit-chosen': { status: 422, message: '没有选择要办理的事项' },
  'permit-choice-not-allowed': { status: 422, message: '所选事项需要更正' },
  exit: { status: 422, message: '所选情形不在本平台办理' },
  'duplicate-permit': { status: 409, message: '同一主体在同一场所已持有或正在申请该事项' },
  'commitment-barred': { status: 409, message: '现在不能以告知承诺方式申请，可以按一般程序申请' },
  'commitment-bar-not-found': { status: 404, message: '没有这项告知承诺的限制' },
  'commitment-bar-over': { status: 409, message: '这项限制已经解除或者期满' },
  'file-too-large': { status: 413, message: '文件太大' },
  'file-empty': { status: 422, message: '文件是空的' },
  'file-type-not-allowed': { status: 422, message: '只能上传 PDF、JPG、PNG 文件' },
  'file-type-mismatch': { status: 422, message: '文件内容与其名称、类型不符' },
  'file-missing': { status: 422, message: '请求中没有文件' },
  'file-name-invalid': { status: 422, message: '文件名不能包含路径' },
  'no-open-notice': { status: 409, message: '现在没有需要补正的内容' },
  'item-locked': { status: 409, message: '只能补正通知书列明的内容' },
  'supplement-incomplete': { status: 422, message: '还有未补正的内容' },
  'not-preparing': { status: 409, message: '该事项不在筹建中，现在不能申请终审' },
  'no-rectification': { status: 409, message: '现在没有需要报告的整改' },
  'no-correction': { status: 409, message: '现在没有需要报告的改正' },
  'not-withdrawable': { status: 409, message: '只能撤回尚未决定的事项' },
  'no-open-statement': { status: 409, message: '现在没有需要您陈述申辩的事项' },
  'hearing-not-possible': { status: 409, message: '这个事项现在不能告知听证权利' },
  'no-open-hearing-right': { status: 409, message: '现在没有可以要求听证的事项' },
  'notice-not-running': { status: 409, message: '这个公示不在进行中，不能提出异议' },
  'not-extendable': { status: 409, message: '这个事项的办理期限不能延长' },
  'decision-not-allowed': { status: 422, message: '此决定不合法，请更正' },
  'deficiency-after-acceptance': { status: 409, message: '受理后不得再要求补正，只能要求补充说明' },
  'visit-not-allowed': { status: 422, message: '核查安排不符合要求' },
  'inspector-busy': { status: 409, message: '核查人员在该时段已有安排' },
  'visit-not-found': { status: 404, message: '没有找到这次核查' },
  'absence-not-found': { status: 404, message: '没有找到这条请假，可能已经取消' },
  'visit-photo-not-found': { status: 404, message: '没有找到这张照片' },
  'no-longer-inspector': { status: 403, message: '您已经不是负责这次核查的核查人员，照片没有收下，请与核查组联系' },
  'check-item-unknown': { status: 422, message: '这次核查没有这个检查项，请重新打开核查页面后再拍' },
  'visit-photo-time-wrong': { status: 422, message: '照片的拍摄时间不对：不在最近一年之内，请校准设备的日期和时间后重拍' },
  'visit-photo-conflict': { status: 409, message: '这个照片编号已用于另一张照片' },
  'findings-not-allowed': { status: 422, message: '核查记录不完整或不符合要求' },
  'case-already-claimed': { status: 409, message: '该办件已有运行中的流程' },
  'engine-unavailable': { status: 503, message: '流程引擎暂时不可用，您填写的内容已保存，请稍后再提交' },
  'database-unavailable': { status: 503, message: '数据库暂时不可用，请稍后再试' },
  'not-ready': { status: 503, message: '服务尚未就绪' },
  'too-many-requests': { status: 429, message: '操作太频繁，请稍后再试' },
  internal: { status: 500, message: '系统出错了，请稍后再试' }
} as const

export type ErrorCode = keyof typeof errorRegistry

/** A lawful or user-caused refusal. `details` is shown to the user (field names, reasons): never put secrets there. */
export class ServiceError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined

  constructor (code: ErrorCode, details?: Record<string, unknown>, options?: { cause?: unknown }) {
    super(errorRegistry[code].message, options)
    this.name = 'ServiceError'
    this.code = code
    this.details = details
  }

  get status (): number {
    return errorRegistry[this.code].status
  }
}
