import type { RouteRecordRaw } from 'vue-router'
import HomePage from './HomePage.vue'

export const portalRoutes: RouteRecordRaw[] = [
  { path: '/', component: HomePage },
  { path: '/industries/:industry', component: async () => await import('./guide/GuidePage.vue'), props: true, meta: { title: '办事指南' } },
  { path: '/industries/:industry/apply', component: async () => await import('./apply/StartPage.vue'), props: true, meta: { title: '开始申请', for: 'applicant' } },
  { path: '/applications/:id', component: async () => await import('./apply/ApplyPage.vue'), props: true, meta: { title: '申请', for: 'applicant' } },
  { path: '/cases', component: async () => await import('./cases/CasesPage.vue'), meta: { title: '我的办件', for: 'applicant' } },
  { path: '/cases/:caseNo', component: async () => await import('./cases/CasePage.vue'), props: true, meta: { title: '办件', for: 'applicant' } },
  { path: '/window-code', component: async () => await import('./WindowCodePage.vue'), meta: { title: '窗口码', for: 'applicant' } },
  { path: '/licences', component: async () => await import('./licences/LicencesPage.vue'), meta: { title: '我的证照', for: 'applicant' } },
  { path: '/licences/:licenceNo', component: async () => await import('./licences/LicencePage.vue'), props: true, meta: { title: '证照', for: 'signed-in' } },
  { path: '/notices', component: async () => await import('./public/NoticesPage.vue'), meta: { title: '公示' } },
  { path: '/decisions', component: async () => await import('./public/DecisionsPage.vue'), meta: { title: '行政许可决定公开' } },
  { path: '/catalogue', component: async () => await import('./public/CataloguePage.vue'), meta: { title: '目录清单' } }
]
