import type { RouteRecordRaw } from 'vue-router'
import HomePage from './HomePage.vue'

export const portalRoutes: RouteRecordRaw[] = [
  { path: '/', component: HomePage },
  { path: '/industries/:industry', component: async () => await import('./guide/GuidePage.vue'), props: true, meta: { title: '办事指南' } },
  { path: '/industries/:industry/apply', component: async () => await import('./apply/StartPage.vue'), props: true, meta: { title: '开始申请', for: 'applicant' } },
  { path: '/applications/:id', component: async () => await import('./apply/ApplyPage.vue'), props: true, meta: { title: '申请', for: 'applicant' } }
]
