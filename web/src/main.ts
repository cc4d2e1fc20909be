import { createApp } from 'vue'
import './styles/base.css'
import App from './App.vue'
import { router } from './router.ts'

// Of all that is loaded the desk's pages are kept for later (desk/inspection/keep-page.ts), however long they stay open
performance.setResourceTimingBufferSize(5000)
createApp(App).use(router).mount('#app')
