import type { RouteRecordRaw } from 'vue-router'

export const deskRoutes: RouteRecordRaw[] = [
  { path: '/desk', component: async () => await import('./inbox/InboxPage.vue'), meta: { title: '待办', for: 'staff' } },
  { path: '/desk/tasks/:taskKey', component: async () => await import('./task/TaskPage.vue'), props: true, meta: { title: '办理', for: 'staff' } },
  { path: '/desk/tasks/:taskKey/checklist', component: async () => await import('./inspection/ChecklistPage.vue'), props: true, meta: { title: '现场核查', for: 'staff' } },
  { path: '/desk/visits', component: async () => await import('./visits/VisitsPage.vue'), meta: { title: '核查日历', for: 'staff' } },
  { path: '/desk/visits/:visitNo', component: async () => await import('./visits/PlanPage.vue'), props: true, meta: { title: '安排核查', for: 'staff' } },
  { path: '/desk/cases/:caseNo', component: async () => await import('./case/CasePage.vue'), props: true, meta: { title: '办件', for: 'staff' } },
  { path: '/desk/commitment-bars', component: async () => await import('./bars/BarsPage.vue'), meta: { title: '告知承诺限制', for: 'staff' } },
  { path: '/desk/window', component: async () => await import('./window/WindowPage.vue'), meta: { title: '综合窗口', for: 'staff' } },
  { path: '/desk/window/hand-overs', component: async () => await import('./window/HandOversPage.vue'), meta: { title: '待领取', for: 'staff' } },
  { path: '/desk/window/cases/:caseNo', component: async () => await import('./window/ForApplicantPage.vue'), props: true, meta: { title: '代申请人办理', for: 'staff' } },
  { path: '/desk/window/applications/:id', component: async () => await import('./window/InPersonPage.vue'), props: true, meta: { title: '窗口收件', for: 'staff' } }
]
