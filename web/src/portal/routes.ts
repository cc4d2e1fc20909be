import type { RouteRecordRaw } from 'vue-router'
import HomePage from './HomePage.vue'

export const portalRoutes: RouteRecordRaw[] = [
  { path: '/', component: HomePage },
  { path: '/industries/:industry', component: async () => await import('./guide/GuidePage.vue'), props: true, meta: { title: '办事指南' } }
]
