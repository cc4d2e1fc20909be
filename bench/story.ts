import type { Story } from '../src/demo/story.js'
import { answerTask, storyProgress } from '../src/demo/task-answers.js'
import type { OpenTask } from '../test/support/case-flow.js'
import { storeWith } from '../test/support/stories.js'

/** The permit of the standard case that goes the ordinary way: the window finds that it needs a closer look. */
const reviewedPermit = 'food-small-shop'

/**
 * The standard case: a filing (第二类医疗器械备案), a commitment (消防安全检查) and a permit that is reviewed and decided by two people
 * (小经营店登记), without a visit. Five tasks are done; the dated post-check of the commitment stays open. Every one is at premises of its own.
 */
export async function standardStory (): Promise<Story> {
  return await storeWith(['medical-device-class2-filing', 'fire-safety-check', reviewedPermit], { commitments: ['fire-safety-check'] })
}

export const standardCase = '医疗器械备案 + 消防告知承诺 + 小经营店登记（转一般程序：审核、决定），无现场核查，5 项人工任务'

/** What whoever does a task of the standard case enters. */
export function standardAnswer (task: OpenTask, story: Story): Record<string, unknown> {
  const answer = answerTask(task, task.form, story, storyProgress())
  if (task.elementId !== 'decide-on-the-spot' || task.permit !== reviewedPermit) return answer
  return { ...answer, decision: 'ordinary', reasons: '经营场所情况需要进一步审核' }
}
