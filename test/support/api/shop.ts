import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { PublishedIndustry } from '../../../src/catalogue/types.js'
import { insertRelease } from '../../../src/database/releases.js'
import { storeDraft } from '../catalogue.js'
import type { SignedIn } from './people.js'

/** The convenience store as published, on an engine of epoch 1; `change` alters what is published. Returns the release's id. */
export async function givenRelease (database: Knex, change?: (industry: PublishedIndustry) => void): Promise<number> {
  const draft = await storeDraft()
  change?.(draft.content)
  await database('engine_epoch').insert({ marker: 'engine-epoch-test' })
  const { id } = await insertRelease(database, {
    ...draft,
    contentHash: change === undefined ? 'test' : `test-${randomUUID()}`,
    forms: { 'pre-review': { id: 'pre-review', type: 'default', components: [] } },
    publishedBy: 'test',
    note: ''
  })
  return id
}

export const shopAnswers = {
  sells_food: true,
  food_prepackaged_only: false,
  small_shop_route: false,
  onsite_food_making: false,
  food_items: ['预包装食品销售', '散装食品销售'],
  premises_area: 80,
  sells_tobacco: true,
  drug_scope: '不经营药品',
  sells_device_class2: true,
  sells_publications: true,
  public_gathering: false,
  has_large_outdoor_ad: false
}

export const shopForm = {
  usci: '91410202MA4000001Q',
  entity_name: '开封市龙亭区惠民便利店',
  entity_type: '企业',
  legal_rep_name: '张三',
  legal_rep_id_type: '居民身份证',
  legal_rep_id_no: '410202199001010018',
  legal_rep_phone: '13800000001',
  contact_name: '李四',
  contact_phone: '13800000002',
  contact_address: '开封市龙亭区西大街8号',
  premises_division: '410202',
  premises_street: '大兴街道',
  premises_address: '西大街8号1楼',
  delivery_method: '电子送达',
  premises_area: 80,
  premises_ownership: '租赁',
  employee_count: 3,
  food_business_mode: '食品销售经营者',
  food_items: ['预包装食品销售', '散装食品销售'],
  food_central_kitchen: false,
  food_processing_area: 10,
  food_safety_manager_name: '王五',
  food_safety_manager_id_no: '410202199001010018',
  food_safety_manager_phone: '13800000003',
  food_online: false,
  tobacco_scope: ['卷烟'],
  tobacco_business_type: '便利店',
  tobacco_fund: 50000,
  device2_mode: '零售',
  device2_scope: '6864 医用卫生材料及敷料',
  device_quality_head: '赵六',
  device_quality_head_title: '大专',
  pub_scope: ['图书'],
  pub_mode: ['实体零售'],
  pub_area: 5,
  pub_textbook: false
}

export const shopPermits = ['food-operation', 'tobacco-retail', 'medical-device-class2-filing', 'publication-retail']

export const shopDraft = { answers: shopAnswers, permits: shopPermits, commitments: ['publication-retail'], tolerated: [] as string[], form: shopForm }

/** A draft of the shop, filled in; `changes` replace whole parts of it. Returns the application's id. */
export async function givenDraft (applicant: SignedIn, changes: Partial<typeof shopDraft> = {}): Promise<string> {
  const created = await applicant.ask('POST', '/applications', { payload: { industry: 'convenience-store' } })
  if (created.statusCode !== 201) throw new Error(created.body)
  const { id } = created.json<{ id: string }>()
  const saved = await applicant.ask('PUT', `/applications/${id}`, { payload: { ...shopDraft, ...changes } })
  if (saved.statusCode !== 200) throw new Error(saved.body)
  return id
}

/** Submits it; returns the case number. */
export async function givenCase (applicant: SignedIn, changes: Partial<typeof shopDraft> = {}): Promise<string> {
  const id = await givenDraft(applicant, changes)
  const response = await applicant.ask('POST', `/applications/${id}/submit`, { headers: { 'idempotency-key': `key-of-${id}` } })
  if (response.statusCode !== 201) throw new Error(response.body)
  return response.json<{ caseNo: string }>().caseNo
}
