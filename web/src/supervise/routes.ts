import type { RouteRecordRaw } from 'vue-router'

export const superviseRoutes: RouteRecordRaw[] = []
