/** What an alarm says, in the words of the operations manual (docs/operations.md). */
export const alarmNames: Record<string, string> = {
  'case-without-process': '办件没有流程在办',
  'permit-without-process': '事项没有流程在办',
  'decision-overruled': '决策表与法律或记录不符，没有照办',
  'foreign-engine-records': '收到另一个引擎的记录',
  'fresh-engine': '接上的是一个空的引擎',
  'stranded-cases': '办件停在另一个引擎里',
  'jobs-waiting': '作业没有人做',
  'limits-unwatched': '期限没有人督办',
  'outbox-abandoned': '有消息放弃了发送'
}

/** The platform's counts that somebody looks at, with their names. */
export const figureNames = {
  casesOpen: '在办办件',
  tasksOpen: '等人办理的任务',
  incidentsOpen: '流程异常',
  alarmsOpen: '未解除的告警',
  casesWithoutInstance: '没有流程的办件',
  outboxWaiting: '发件箱待发',
  outboxOldestAge: '最早一条待发已等（秒）',
  feedSilence: '距上一条引擎记录（秒）',
  deadLetters: '看不懂的记录',
  documentsWaiting: '待生成的文书',
  notificationsWaiting: '待送出的通知',
  notificationsFailed: '没有送到的通知'
} as const
