import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { deskRoutes } from './desk/routes.ts'
import { portalRoutes } from './portal/routes.ts'
import { whoAmI } from './session/session.ts'
import { superviseRoutes } from './supervise/routes.ts'

/** `title` as in the browser's tab; `for`: who may open it, everybody when it says nothing. */
declare module 'vue-router' {
  interface RouteMeta { title?: string, for?: 'applicant' | 'staff' | 'signed-in' }
}

const shared: RouteRecordRaw[] = [
  { path: '/login', component: async () => await import('./session/LoginPage.vue'), meta: { title: '登录' } },
  { path: '/account', component: async () => await import('./session/AccountPage.vue'), meta: { title: '我的账号', for: 'applicant' } },
  { path: '/login/forgotten', component: async () => await import('./session/ForgottenPage.vue'), meta: { title: '忘记密码' } },
  { path: '/login/reset', component: async () => await import('./session/ResetPage.vue'), meta: { title: '设定新密码' } },
  { path: '/register', component: async () => await import('./session/RegisterPage.vue'), meta: { title: '注册' } },
  { path: '/:unknown(.*)*', component: async () => await import('./shell/NotFoundPage.vue'), meta: { title: '没有这个页面' } }
]

export const router = createRouter({
  history: createWebHistory(),
  routes: [...portalRoutes, ...deskRoutes, ...superviseRoutes, ...shared],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 }
})

router.beforeEach(async (to) => {
  const wanted = to.meta.for
  if (wanted === undefined) return true
  const person = await whoAmI()
  if (person === null) return { path: '/login', query: { to: to.fullPath } }
  return wanted === 'signed-in' || person.kind === wanted ? true : { path: '/login', query: { to: to.fullPath, as: wanted } }
})

router.afterEach((to) => {
  document.title = to.meta.title === undefined ? '一业一证' : `${to.meta.title} · 一业一证`
})
