import { readStory, type Story } from '../../src/demo/story.js'

/** A filing and a permit that is reviewed, nothing wrong with either. */
export async function smallStore (): Promise<Story> {
  return await storeWith(['food-prepackaged-filing', 'publication-retail'])
}

let storeCount = 0

/**
 * A store of the same holder that applies for exactly these permits, at premises of its own: no two are duplicates. Everything that is
 * required is handed in and nothing is wrong, unless `changes` say so; `form` is added to the form.
 */
export async function storeWith (permits: string[], changes: Partial<Story> = {}): Promise<Story> {
  const story = await readStory('convenience-store')
  const has = (permit: string): boolean => permits.includes(permit)
  const address = `河南省开封市龙亭区演示街${100 + ++storeCount}号一层`
  const smallShop = has('food-small-shop') ? { premises_area: 45, entity_type: '个体工商户' } : {}
  return {
    ...story,
    commitments: [],
    tolerated: [],
    omit: [],
    reject: [],
    rectify: [],
    ...changes,
    permits,
    answers: {
      ...story.answers,
      sells_food: permits.some((permit) => permit.startsWith('food-')),
      food_prepackaged_only: has('food-prepackaged-filing'),
      small_shop_route: has('food-small-shop'),
      onsite_food_making: has('food-operation'),
      sells_tobacco: has('tobacco-retail'),
      drug_scope: has('drug-retail') ? '仅乙类非处方药' : '不经营药品',
      sells_device_class2: has('medical-device-class2-filing'),
      sells_publications: has('publication-retail'),
      public_gathering: has('fire-safety-check'),
      has_large_outdoor_ad: has('outdoor-sign'),
      ...smallShop,
      ...changes.answers
    },
    form: { ...story.form, ...fieldsOfOtherPermits, ...smallShop, premises_address: address, ...changes.form }
  }
}

/** What the demonstration's own store doesn't state, since it doesn't apply for it. */
const fieldsOfOtherPermits = {
  prepack_mode: ['零售'],
  prepack_special_food: false,
  prepack_vending: false,
  small_shop_mode: '食品销售',
  small_shop_use_area: 45,
  small_shop_items: '散装食品、预包装食品',
  drug_mode: '零售（单体）',
  drug_items: ['乙类非处方药'],
  drug_scope_items: ['中成药', '化学药'],
  drug_enterprise_head: '赵汴生',
  drug_quality_head: '孙质文',
  drug_business_area: 20,
  drug_cold: false,
  building_area: 126,
  building_floors: 3,
  fire_place_type: '商场',
  fire_responsible_name: '赵汴生',
  fire_responsible_phone: '13800000001',
  fire_manager_name: '钱守清',
  fire_manager_phone: '13800000002',
  fire_capacity: 80,
  fire_exits: 2,
  fire_stairs: 2,
  fire_facilities: ['灭火器', '应急照明疏散指示'],
  fire_gas: '不使用',
  fire_underground: false,
  sign_text: '汴梁好邻居便利店',
  sign_size_w: 6,
  sign_size_h: 4,
  sign_position: '门头上方外墙',
  sign_period_start: '2027-01-01',
  sign_period_end: '2029-12-31'
}
