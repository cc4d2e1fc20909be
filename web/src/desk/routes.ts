import type { RouteRecordRaw } from 'vue-router'

export const deskRoutes: RouteRecordRaw[] = [
  { path: '/desk', component: async () => await import('./inbox/InboxPage.vue'), meta: { title: '待办', for: 'staff' } },
  { path: '/desk/tasks/:taskKey', component: async () => await import('./task/TaskPage.vue'), props: true, meta: { title: '办理', for: 'staff' } },
  { path: '/desk/tasks/:taskKey/checklist', component: async () => await import('./inspection/ChecklistPage.vue'), props: true, meta: { title: '现场核查', for: 'staff' } },
  { path: '/desk/visits', component: async () => await import('./visits/VisitsPage.vue'), meta: { title: '核查日历', for: 'staff' } },
  { path: '/desk/visits/:visitNo', component: async () => await import('./visits/PlanPage.vue'), props: true, meta: { title: '安排核查', for: 'staff' } },
  { path: '/desk/cases/:caseNo', component: async () => await import('./case/CasePage.vue'), props: true, meta: { title: '办件', for: 'staff' } }
]
