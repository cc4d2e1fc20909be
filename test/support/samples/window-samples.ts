import type { DocumentData } from '../../../src/documents/kinds.js'

/** Papers of the window and of the department that issues the composite licence. */
export const windowSamples: Pick<DocumentData, 'tolerance-letter' | 'return-list' | 'composite-change'> = {
  'tolerance-letter': {
    missing: [
      { permit: '食品经营许可', material: '从业人员健康证明', reason: '新入职两人体检结果尚未出具', due: '2026-12-07' },
      { permit: '烟草专卖零售许可', material: '经营场所平面图', reason: '图上未标注仓储区，重新绘制', due: '2026-12-07' }
    ],
    signed_at: '2026-11-23T09:02:00+08:00',
    identity_method: '实名账号'
  },
  'return-list': {
    occasion: 'originals-checked',
    returned: [{ name: '营业执照（副本）', copies: 1, form: '原件' }, { name: '房屋租赁合同', copies: 1, form: '原件' }],
    kept: [{ name: '房屋租赁合同', reason: '扫描件与原件核对一致，归档' }],
    signed_by: '张明',
    signed_at: '2026-11-23T09:20:00+08:00',
    handed_by: '周洁'
  },
  'composite-change': {
    licence_no: '4102022026000001X',
    version: 2,
    cause: '烟草专卖零售许可变更企业（字号）名称',
    by_document: '汴龙烟变通〔2026〕000002号',
    before_after: [
      { item: '企业（字号）名称', before: '开封市龙亭区好邻居便利店', after: '开封市龙亭区新邻居便利店' },
      { item: '版本号', before: '001', after: '002' }
    ],
    operator: '系统',
    updated_at: '2026-11-23T10:00:00+08:00'
  }
}
