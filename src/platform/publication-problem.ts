import { NoSuchRelease } from '../cases/publication/rollback.js'
import { CasesBeingStarted, PublicationBusy, SignOffMissing } from '../cases/publication/publication-errors.js'
import { DeploymentRefused } from '../engine/errors.js'
import type { StartupProblem } from './startup-problem.js'

const noSuchRelease: Record<NoSuchRelease['reason'], string> = {
  'never-published': '还没有发布过',
  'no-earlier': '只发布过一版，没有可退回的版本',
  'unknown-version': '没有这个版本',
  'without-files': '那一版没有存下文件，不能再发布'
}

/** Why something could not be published, for the person at the terminal. */
export function publicationProblemOf (error: Error): StartupProblem | undefined {
  if (error instanceof PublicationBusy) return { cause: `${error.publisher ?? '另一人'}正在发布`, fix: '请等其完成，用 onelicence diff 看看还有没有改动，再发布' }
  if (error instanceof CasesBeingStarted) {
    return { cause: `有 ${error.caseNos.length} 个刚提交的办件还没有进入流程：${error.caseNos.slice(0, 5).join('、')}`, fix: '请确认作业进程（serve workers）在运行，稍后再试' }
  }
  if (error instanceof SignOffMissing) {
    const lines = error.missing.map(({ industry, title, department }) => `  ${industry}：${title} —— ${department.name}（${department.id}）`)
    return { cause: `还缺 ${error.missing.length} 项签署：\n${lines.join('\n')}`, fix: '由各部门核对后运行 onelicence sign-off <行业> --department <部门> --by <姓名>' }
  }
  if (error instanceof NoSuchRelease) return { cause: `${error.industry}：${noSuchRelease[error.reason]}`, fix: '用 onelicence releases 查看各版本' }
  if (error instanceof DeploymentRefused) return { cause: `流程引擎拒绝部署：${error.message}`, fix: '请按引擎的说明更正流程图' }
  return undefined
}
