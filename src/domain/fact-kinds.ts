/** What a fact of the catalogue is about, by the first step of its path. */
export const factKinds = {
  industries: '行业', permits: '事项', materials: '材料', questions: '情景问题', fields: '共用字段', departments: '部门', regions: '区划', defaults: '通用期限', decisions: '决策表'
} as const
export type FactKind = keyof typeof factKinds
