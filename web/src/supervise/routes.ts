import type { RouteRecordRaw } from 'vue-router'

export const superviseRoutes: RouteRecordRaw[] = [
  {
    path: '/supervise',
    component: async () => await import('./SuperviseLayout.vue'),
    meta: { for: 'staff' },
    children: [
      { path: '', component: async () => await import('./OverviewPage.vue'), meta: { title: '督办总览' } },
      { path: 'permits', component: async () => await import('./RunningPage.vue'), meta: { title: '在办事项' } },
      { path: 'waiting', component: async () => await import('./WaitingPage.vue'), meta: { title: '办件等在哪里' } },
      { path: 'incidents', component: async () => await import('./IncidentsPage.vue'), meta: { title: '异常和告警' } },
      { path: 'notifications', component: async () => await import('./NotificationsPage.vue'), meta: { title: '没有送到的通知' } },
      { path: 'licences', component: async () => await import('./LicenceRegisterPage.vue'), meta: { title: '证照登记簿' } },
      { path: 'time-limits', component: async () => await import('./TimeLimitsPage.vue'), meta: { title: '时限报告' } },
      { path: 'open-facts', component: async () => await import('./OpenFactsPage.vue'), meta: { title: '待核清单' } },
      { path: 'coverage', component: async () => await import('./CoveragePage.vue'), meta: { title: '覆盖情况' } },
      { path: 'catalogue', component: async () => await import('./ReleasesPage.vue'), meta: { title: '目录和版本' } }
    ]
  }
]
