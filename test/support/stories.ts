import { readStory, type Story } from '../../src/demo/story.js'

/** A filing and a permit that is reviewed, nothing wrong with either. */
export async function smallStore (): Promise<Story> {
  const story = await readStory('convenience-store')
  return {
    ...story,
    answers: { ...story.answers, food_prepackaged_only: true, sells_tobacco: false, onsite_food_making: false },
    permits: ['food-prepackaged-filing', 'publication-retail'],
    commitments: [],
    form: { ...story.form, prepack_mode: ['零售'], prepack_special_food: false, prepack_vending: false },
    omit: [],
    reject: [],
    rectify: []
  }
}
