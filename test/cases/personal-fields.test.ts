import t from 'tap'
import { isPersonal } from '../../src/cases/task-view/form-facts.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { catalogueDir } from '../support/catalogue.js'

/** Who they are is for the departments to judge, or to write to: names alone, in the open on the licence or in the letters. Their numbers and addresses aren't shown. */
const namesToJudge = new Set(['legal_rep_name', 'agent_name', 'clinic_principal', 'food_safety_manager_name', 'hygiene_manager_name', 'pesticide_manager', 'vet_vet_list'])
const looksPersonal = /身份证|证件号|电话|手机|住址|家庭|姓名|邮箱|生日|出生/
const keyLooksPersonal = /(^|_)(phone|mobile|tel|email|id_no|id_number|id_card|home_address)(_|$)/

t.test('every field of every permit whose label or key looks personal is kept from view, or is a name that has to be judged', async (t) => {
  const { fields, permits } = await loadCatalogue(catalogueDir)
  const all = [...Object.entries(fields).map(([id, field]) => ({ ...field, id })), ...Object.values(permits).flatMap((permit) => permit.fields.individual)]
  const found = all.filter(({ id, label }) => looksPersonal.test(label) || keyLooksPersonal.test(id))

  t.same(found.filter((field) => !isPersonal(field) && !namesToJudge.has(field.id)).map(({ id, label }) => `${id}: ${label}`), [])
  t.same([...namesToJudge].filter((name) => !found.some(({ id }) => id === name)), [], 'no name in the list that there is no field for')
  for (const id of ['ent_investors', 'legal_rep_id_no', 'food_safety_manager_phone', 'contact_email']) t.ok(isPersonal(all.find((field) => field.id === id)!), id)
  for (const id of ['legal_rep_id_type', 'legal_rep_name', 'premises_address', 'registered_address']) t.notOk(isPersonal(all.find((field) => field.id === id)!), id)
})
